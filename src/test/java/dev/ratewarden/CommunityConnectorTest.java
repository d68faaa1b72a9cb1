package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.cli.Source;
import dev.ratewarden.dashboard.Connector.Target;
import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.limiter.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file that was named at the start says of how the window shows it. Nothing here connects. */
class CommunityConnectorTest {

    @TempDir
    private Path folder;

    private Path file(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        return Files.writeString(file, "uri = redis://127.0.0.1:1\n" + String.join("\n", lines) + "\n");
    }

    private static DashboardContext open(@Nullable String uri, @Nullable Path file, Map<String, String> environment)
            throws Exception {
        DashboardContext context = new CommunityConnector(
                        new Source.Redis(uri, file, null, environment), "tester", InstantSource.system())
                .open(new Target.Given());
        context.office().close();
        return context;
    }

    @Test
    void aFileForLookingOnlyKeepsActionsOffAndSaysWhatItExpects() throws Exception {
        Path file = file("x.rwprofile", "read-only = true", "environment = staging");

        DashboardContext context = open(null, file, Map.of());

        assertThat(context.readOnly()).isTrue();
        assertThat(context.expected()).isEqualTo(Environment.STAGING);
    }

    @Test
    void soDoesTheFileThatTheEnvironmentNames() throws Exception {
        Path file = file("x.rwprofile", "read-only = true", "environment = staging");

        DashboardContext context = open("redis://127.0.0.1:1", null, Map.of("RATEWARDEN_SETTINGS", file.toString()));

        assertThat(context.readOnly()).isTrue();
        assertThat(context.expected()).isEqualTo(Environment.STAGING);
    }

    @Test
    void theFileThatIsNamedNearestIsTheOneThatCounts() throws Exception {
        Path near = file("near.rwprofile", "environment = test");
        Path far = file("far.rwprofile", "read-only = true", "environment = staging");

        DashboardContext context = open(null, near, Map.of("RATEWARDEN_SETTINGS", far.toString()));

        assertThat(context.readOnly()).isFalse();
        assertThat(context.expected()).isEqualTo(Environment.TEST);
    }

    @Test
    void withoutAFileActionsAreOnAndNothingIsExpected() throws Exception {
        DashboardContext context = open("redis://127.0.0.1:1", null, Map.of());

        assertThat(context.readOnly()).isFalse();
        assertThat(context.expected()).isEqualTo(Environment.UNSTATED);
    }

    @Test
    void aFileThatSaysNeitherTrueNorFalseIsRefusedInsteadOfTakenForOn() throws IOException {
        Path file = file("x.rwprofile", "read-only = yes");

        assertThatThrownBy(() -> open(null, file, Map.of()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("read-only")
                .hasMessageContaining("true or false");
    }
}
