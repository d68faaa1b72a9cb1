package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.DashboardLauncher.Page;
import dev.ratewarden.cli.DashboardLauncher.Request;
import dev.ratewarden.cli.DashboardLauncher.Theme;
import dev.ratewarden.cli.Source;
import dev.ratewarden.dashboard.DashboardOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the command was told reaches the window. */
class DashboardStarterTest {

    @ParameterizedTest
    @EnumSource(Page.class)
    void thePageThatWasNamedIsTheOneThatOpens(Page page) {
        DashboardOptions options =
                DashboardStarter.options(new Request(new Source.Demo(), "kim", page, Theme.DARK, 120, null));

        assertThat(options)
                .isEqualTo(new DashboardOptions(
                        DashboardOptions.Theme.DARK, dev.ratewarden.dashboard.Page.valueOf(page.name()), 120));
    }

    @Test
    void withoutOneThePageThatWasOpenLastDoes() {
        assertThat(DashboardStarter.options(new Request(new Source.Demo(), "kim", null, null, 0, null)))
                .isEqualTo(DashboardOptions.DEFAULT);
    }
}
