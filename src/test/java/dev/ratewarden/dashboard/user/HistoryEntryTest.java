package dev.ratewarden.dashboard.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.user.HistoryEntry.Kind;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditEntry.Type;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.moderation.Violation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happened, in words: of every kind of action and of every kind of violation. */
class HistoryEntryTest {

    private static final Times TIMES = new Times(ZoneOffset.UTC);
    private static final Limit CALLS = Limit.tokenBucket(100, Duration.ofMinutes(1));
    private static final long NOON = at("12:00");

    private static long at(String time) {
        return Instant.parse("2026-03-05T" + time + ":00Z").toEpochMilli();
    }

    private static AuditEntry entry(Type type, @Nullable Long untilMs, @Nullable String detail) {
        return new AuditEntry("0-1", NOON, type, "1", "mod_lee", "", untilMs, 70, 70, detail, null);
    }

    private static UserDetail user(@Nullable Long resetAtMs, List<Violation> history, List<AuditEntry> audit) {
        UserSummary summary = new UserSummary("1", null, 70, Tier.CAUTION, 9, null, null, 0, null, null, null);
        return new UserDetail(summary, at("14:00"), resetAtMs, 1, null, null, Map.of(), List.of(), history, audit);
    }

    private static HistoryEntry shown(AuditEntry entry) {
        return HistoryEntry.of(user(null, List.of(), List.of(entry)), TIMES).getFirst();
    }

    private static HistoryEntry shown(Violation violation) {
        return HistoryEntry.of(user(null, List.of(violation), List.of()), TIMES).getFirst();
    }

    @ParameterizedTest
    @EnumSource(Type.class)
    void everyKindOfActionNamesWhoDidIt(Type type) {
        assertThat(shown(entry(type, null, null)).title()).endsWith(" by mod_lee");
    }

    @Test
    void endsAreThoseOfBanExemptionAndGrace() {
        assertThat(shown(entry(Type.BAN, null, null)).words()).isEqualTo("for good");
        assertThat(shown(entry(Type.BAN, at("15:00"), null)).words()).isEqualTo("until 15:00");
        assertThat(shown(entry(Type.EXEMPT, at("15:00"), null)).words()).isEqualTo("until 15:00");
        assertThat(shown(entry(Type.UNBAN, at("15:00"), null)).words()).isEqualTo("grace period until 15:00");
        assertThat(shown(entry(Type.UNBAN, null, null)).words()).isEmpty();
    }

    @Test
    void aNoteIsQuotedWithItsLinesAndWhatHidesShows() {
        assertThat(shown(entry(Type.NOTE, null, "shares\nwith a \u202ebrother")))
                .extracting(HistoryEntry::title, HistoryEntry::words)
                .containsExactly("Note by mod_lee", "“shares\nwith a \\u{202e}brother”");
        assertThat(shown(entry(Type.NOTE, null, "")).title()).isEqualTo("Note removed by mod_lee");
    }

    @Test
    void anOwnLimitNamesActionAndFigure() {
        assertThat(shown(entry(Type.OVERRIDE, null, "api_call 5000")))
                .extracting(HistoryEntry::title, HistoryEntry::words)
                .containsExactly("Own limit set by mod_lee", "api_call: 5\u00a0000");
        assertThat(shown(entry(Type.OVERRIDE, null, "api_call -")))
                .extracting(HistoryEntry::title, HistoryEntry::words)
                .containsExactly("Own limit removed by mod_lee", "api_call");
    }

    @Test
    void anUndoNamesWhatItTookBack() {
        AuditEntry ban = new AuditEntry("0-1", NOON, Type.BAN, "1", "mod_ann", "", null, 70, 70, null, null);
        AuditEntry undo = new AuditEntry("0-2", NOON + 1, Type.UNDO, "1", "mod_lee", "", null, 70, 70, null, "0-1");

        assertThat(HistoryEntry.of(user(null, List.of(), List.of(undo, ban)), TIMES)
                        .getFirst()
                        .words())
                .isEqualTo("took back “Banned by mod_ann”");
        assertThat(shown(undo).words()).as("what is not kept any more").isEmpty();
    }

    @Test
    void whateverResetTheScoreDrawsTheLine() {
        AuditEntry unban = new AuditEntry("0-1", NOON, Type.UNBAN, "1", "mod_lee", "", null, 70, 0, null, null);

        assertThat(shown(entry(Type.RESET, null, null)).kind()).isEqualTo(Kind.RESET);
        assertThat(shown(entry(Type.EXEMPT, null, null)).kind()).isEqualTo(Kind.RESET);
        assertThat(shown(unban).kind()).isEqualTo(Kind.RESET);
        assertThat(HistoryEntry.of(user(NOON, List.of(), List.of(entry(Type.UNBAN, null, null))), TIMES)
                        .getFirst()
                        .kind())
                .as("of a score that was 0 already")
                .isEqualTo(Kind.RESET);
        assertThat(shown(entry(Type.UNBAN, null, null)).kind()).isEqualTo(Kind.ACTION);
        assertThat(shown(entry(Type.BAN, null, null)).kind()).isEqualTo(Kind.ACTION);
    }

    @Test
    void aCascadeNamesTheLevelAndItsLimit() {
        Penalty penalty = new Penalty(10, 0, 10, 0, 10, false);
        HistoryEntry cascaded =
                shown(new Violation(NOON, "pack_create", 1, "api_call", CALLS, 30_000L, penalty, null, false));

        assertThat(cascaded.title()).isEqualTo("pack_create cascades to api_call");
        assertThat(cascaded.figures()).isEqualTo("api_call: limit 100 in 1 min, token bucket; had to wait 30 s");
        assertThat(shown(new Violation(NOON, "api_call", 1, "api_call", CALLS, 30_000L, penalty, null, false)))
                .extracting(HistoryEntry::title, HistoryEntry::figures)
                .containsExactly("api_call", "limit 100 in 1 min, token bucket; had to wait 30 s");
    }

    @Test
    void whatAnInstanceDecidedAloneSaysSo() {
        Penalty penalty = new Penalty(10, 0, 10, 0, 10, false);

        assertThat(shown(new Violation(NOON, "api_call", 1, "api_call", CALLS, 1L, penalty, null, true))
                        .words())
                .isEqualTo("9th violation; 0 + 10 = 10; decided while the store was away");
    }

    @Test
    void graceLeavesTheScoreAlone() {
        Penalty nothing = new Penalty(0, 3, 0, 70, 70, false);

        assertThat(shown(new Violation(NOON, "api_call", 1, "api_call", CALLS, 1L, nothing, null, false))
                        .words())
                .isEqualTo("9th violation; added nothing");
    }
}
