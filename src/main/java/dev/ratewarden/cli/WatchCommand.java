package dev.ratewarden.cli;

import dev.ratewarden.events.SecurityEvent.Severity;
import dev.ratewarden.events.Webhook;
import dev.ratewarden.limiter.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "watch",
        description =
                "Watches over a community until it is told to end: writes events into files, sends alerts, notices"
                        + " raids, repairs indexes. Of several that watch the same community one works, the others stand by.",
        footer = {
            "",
            "The webhook's address is a secret. It is read from RATEWARDEN_WEBHOOK in the environment or from a file, never"
                    + " from the command line, where others could see it.",
            "",
            "Examples:",
            "  ratewarden watch --events /var/lib/ratewarden/events",
            "  RATEWARDEN_WEBHOOK=https://discord.com/api/webhooks/... ratewarden watch --alert-at EMERGENCY",
            "  ratewarden watch --once --events events"
        })
final class WatchCommand implements Callable<Integer> {
    private static final String VARIABLE = "RATEWARDEN_WEBHOOK";
    private static final long MOST_BYTES = 8_192;
    private final Session session;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(
            names = "--events",
            paramLabel = "DIR",
            description =
                    "Writes every event as a line of JSON into a file a day there. Kept for 30 days, up to 1 GiB.")
    private @Nullable Path events;

    @Option(
            names = "--webhook-file",
            paramLabel = "FILE",
            description = "A file that holds the webhook's address. Else RATEWARDEN_WEBHOOK.")
    private @Nullable Path webhookFile;

    @Option(
            names = "--webhook-format",
            paramLabel = "FORMAT",
            description = "What the webhook takes: discord or json. Default: discord")
    private Watching.@Nullable Format format;

    @Option(names = "--webhook-allow-http", description = "Posts to an http address on another machine as well.")
    private boolean allowHttp;

    @Option(
            names = "--alert-at",
            paramLabel = "SEVERITY",
            description = "From when on an event is posted: INFO, WARNING, CRITICAL or EMERGENCY. Default: CRITICAL")
    private @Nullable Severity alertAt;

    @Option(names = "--log-events", description = "Logs every event to standard error as well.")
    private boolean logs;

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "Keeps audit entries there before the oldest are removed from Redis.")
    private @Nullable Path archive;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What this watch is called. Default: the machine's name and a random part.")
    private @Nullable String name;

    @Option(
            names = "--once",
            description = "Does everything that is due once and ends. Exit status 1 if another watches.")
    private boolean once;

    WatchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Settings settings = session.settings(options);
        if (!(settings.requiredSource() instanceof Source.Redis redis)) {
            throw new InvalidRequestException("--demo: the demo watches itself; pass --redis URI to watch a community");
        }
        Watching.Hook hook = hook();
        if (hook == null) {
            session.complain("no alerts are sent: set %s or pass --webhook-file FILE".formatted(VARIABLE));
            sayWhatDoesNothing();
        }
        boolean watched = session.services()
                .watching()
                .watch(
                        new Watching.Request(
                                redis,
                                name,
                                events,
                                hook,
                                alertAt == null ? Severity.CRITICAL : alertAt,
                                logs,
                                archive,
                                once),
                        line -> session.err().println("ratewarden: " + Errors.oneLine(line)));
        int exitCode = watched ? ExitCode.OK : ExitCode.FAILURE;
        return settings.json()
                ? session.print(new Report(Json.object().put("watched", watched), "", exitCode), true)
                : exitCode;
    }

    /** Goes on all the same: a service is to watch even where nobody has set up alerts yet. */
    private void sayWhatDoesNothing() {
        Stream.of(
                        alertAt != null ? "--alert-at" : "",
                        format != null ? "--webhook-format" : "",
                        allowHttp ? "--webhook-allow-http" : "")
                .filter(option -> !option.isEmpty())
                .forEach(option ->
                        session.complain("%s does nothing without a webhook: set %s or pass --webhook-file FILE"
                                .formatted(option, VARIABLE)));
    }

    private Watching.@Nullable Hook hook() {
        String address = webhookFile != null
                ? content(webhookFile)
                : session.environment().getOrDefault(VARIABLE, "");
        if (address.isBlank()) {
            if (webhookFile != null) {
                throw new InvalidRequestException(
                        "--webhook-file %s: is empty; write the address into it".formatted(webhookFile));
            }
            return null;
        }
        return new Watching.Hook(
                format == null ? Watching.Format.DISCORD : format, Webhook.address(address), allowHttp);
    }

    private static String content(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InvalidRequestException(
                        "--webhook-file %s: must hold one address, and nothing else".formatted(file));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidRequestException("--webhook-file %s: cannot be read (%s)"
                    .formatted(file, e.getClass().getSimpleName()));
        }
    }
}
