package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code ratewarden checks}. */
class ChecksCommandTest {

    private final Shell shell = new Shell();

    @Test
    void theLogStandsNewestFirst() {
        shell.store.check(new CheckRequest("ann", "image", 2, "vip", "guild\u202e 7"));
        shell.nowMs += 1_000;
        shell.store.check(CheckRequest.of("bob", "image"));

        String[] lines = shell.run("checks").out().split("\\R");
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).contains("WHEN", "USER", "ACTION", "DECIDED");
        assertThat(lines[1]).contains("bob", "unpoliced");
        assertThat(lines[2]).contains("ann", "vip", "guild").doesNotContain("\u202e");
    }

    @Test
    void jsonTellsEverythingOfEachCheck() {
        shell.store.check(new CheckRequest("ann", "image", 2, "vip", "guild 7"));
        JsonNode json = shell.run("checks", "--json", "--user", "ann").json();
        assertThat(json.path("unreadable").asInt()).isZero();
        assertThat(json.path("checks")).hasSize(1);
        assertThat(json.path("checks").path(0).toString())
                .isEqualTo(
                        "{\"atMs\":1800000000000,\"userId\":\"ann\",\"action\":\"image\",\"cost\":2,\"role\":\"vip\","
                                + "\"where\":\"guild 7\",\"allowed\":true,\"reason\":\"UNPOLICED\",\"revision\":0,"
                                + "\"degraded\":false,\"instance\":\"\"}");
    }

    @Test
    void onlyWhatIsAskedFor() {
        for (int i = 0; i < 5; i++) {
            shell.store.check(CheckRequest.of("ann", "image"));
            shell.store.check(CheckRequest.of("bob", "pack"));
        }
        assertThat(shell.run("checks", "--action", "pack", "--json").json().path("checks"))
                .hasSize(5);
        assertThat(shell.run("checks", "--limit", "3", "--json").json().path("checks"))
                .hasSize(3);
        assertThat(shell.run("checks", "--since", "2100-01-01", "--json").json().path("checks"))
                .isEmpty();
        assertThat(shell.run("checks", "--user", "cid").out()).contains("No such checks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "", "2026-13-01", "-5m", "2026-11-24T99:00Z"})
    void aTimeThatCannotBeReadIsNamed(String time) {
        assertThat(shell.run("checks", "--since", time).error(ExitCode.USAGE)).contains("--since");
    }
}
