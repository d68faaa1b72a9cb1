package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.Watching.Format;
import dev.ratewarden.events.SecurityEvent.Severity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ratewarden watch}: what it is told, and that it never shows the webhook's address. */
class WatchCommandTest {

    private static final String SECRET = "https://discord.com/api/webhooks/1/top-secret";

    private final Shell shell = new Shell();

    @TempDir
    Path directory;

    @Test
    void withoutOptionsItWatchesAndAlertsNobody() {
        Shell.Run run = shell.run("watch");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        Watching.Request request = shell.watched.getFirst();
        assertThat(request.hook()).isNull();
        assertThat(request.alertAt()).isEqualTo(Severity.CRITICAL);
        assertThat(request.once()).isFalse();
        assertThat(run.err()).contains("no alerts are sent: set RATEWARDEN_WEBHOOK or pass --webhook-file FILE");
    }

    @Test
    void theWebhookComesFromTheEnvironmentOrAFile() throws IOException {
        shell.environment.put("RATEWARDEN_WEBHOOK", SECRET);
        Shell.Run run = shell.run("watch", "--events", "log", "--alert-at", "emergency", "--name", "w1", "--once");
        assertThat(run.err()).contains("watching as w1").doesNotContain("top-secret");
        Watching.Request request = shell.watched.getFirst();
        assertThat(request.hook()).isEqualTo(new Watching.Hook(Format.DISCORD, URI.create(SECRET), false));
        assertThat(request.toString()).doesNotContain("top-secret");
        assertThat(request.alertAt()).isEqualTo(Severity.EMERGENCY);
        assertThat(request.events()).isEqualTo(Path.of("log"));
        assertThat(request.once()).isTrue();

        Path file = Files.writeString(directory.resolve("hook"), "https://example.org/x\n");
        shell.run("watch", "--webhook-file", file.toString(), "--webhook-format", "json");
        assertThat(Objects.requireNonNull(shell.watched.getLast().hook()).address())
                .isEqualTo(URI.create("https://example.org/x"));
        assertThat(run.err()).doesNotContain("no alerts");
    }

    @Test
    void wrongInputIsRefusedWithoutShowingTheAddress() throws IOException {
        shell.environment.put("RATEWARDEN_WEBHOOK", "https://a b/top-secret");
        assertThat(shell.run("watch").error(2)).contains("webhook").doesNotContain("top-secret");
        shell.environment.remove("RATEWARDEN_WEBHOOK");
        assertThat(shell.run("watch", "--demo").error(2)).contains("--demo");
        assertThat(shell.run("watch", "--webhook-file", directory.resolve("no").toString())
                        .error(2))
                .contains("cannot be read");
        Path empty = Files.writeString(directory.resolve("empty"), "\n");
        assertThat(shell.run("watch", "--webhook-file", empty.toString()).error(2))
                .contains("is empty");
        assertThat(shell.run("watch", "--alert-at", "loud").error(2)).contains("loud");
        assertThat(shell.watched).isEmpty();
    }

    @Test
    void onceAnswersInJson() {
        assertThat(shell.run("watch", "--once", "--json").json().toString()).isEqualTo("{\"watched\":true}");
        shell.away = true;
        assertThat(shell.run("watch", "--once", "--json").json().toString()).isEqualTo("{\"watched\":false}");
        assertThat(shell.run("watch", "--once").out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--alert-at=CRITICAL", "--webhook-format=json", "--webhook-allow-http"})
    void whatIsForAWebhookSaysThatThereIsNone(String option) {
        Shell.Run run = shell.run("watch", option);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains(option.split("=")[0] + " does nothing without a webhook", "RATEWARDEN_WEBHOOK");
        shell.environment.put("RATEWARDEN_WEBHOOK", SECRET);
        assertThat(shell.run("watch", option).err()).doesNotContain("does nothing");
    }

    @Test
    void onceEndsWithOneWhereAnotherWatches() {
        shell.away = true;
        assertThat(shell.run("watch", "--once").exitCode()).isEqualTo(1);
    }
}
