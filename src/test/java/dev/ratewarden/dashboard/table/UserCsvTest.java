package dev.ratewarden.dashboard.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.Csv;
import dev.ratewarden.moderation.UserSummary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserCsvTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")"})
    void whatASpreadsheetWouldCalculateIsText(String name) {
        assertThat(Csv.cell(name).replaceFirst("^\"", "")).startsWith("'" + name.charAt(0));
    }

    @Test
    void commasAndQuotesStayInTheirCell() {
        assertThat(Csv.cell("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
        assertThat(Csv.cell("plain")).isEqualTo("plain");
    }

    @Test
    void timesAreIsoInUtcAndInvisibleCharactersShow() {
        UserSummary user = new UserSummary(
                "42",
                "mi\u202era",
                99.96,
                Tier.WARNING,
                3,
                "payment",
                0L,
                1_000,
                new Ban(0, null, "spam", "ann"),
                null,
                null);

        assertThat(UserCsv.of(List.of(user)))
                .isEqualTo("id,name,tier,score,violations,lastAction,lastViolationAt,lastSeenAt,bannedUntil,banReason,"
                        + "bannedBy,blockedUntil,exemptUntil\r\n"
                        + "42,mi\\u{202e}ra,WARNING,99.9,3,payment,1970-01-01T00:00:00Z,1970-01-01T00:00:01Z,never,spam,"
                        + "ann,,\r\n");
    }
}
