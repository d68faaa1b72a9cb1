package dev.ratewarden.cli;

import dev.ratewarden.cli.DashboardLauncher.NoWindowException;
import dev.ratewarden.cli.DashboardLauncher.Page;
import dev.ratewarden.cli.DashboardLauncher.Theme;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Statistics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "dashboard",
        description =
                "Opens the moderators' window; where no Redis is named, on the connection that was used last, or with the"
                        + " choice between the demo and a connection.",
        footer = {
            "",
            "Examples:",
            "  ratewarden dashboard",
            "  ratewarden dashboard --redis redis://localhost:6379",
            "  ratewarden dashboard --demo",
            "  ratewarden dashboard guild.rwprofile"
        })
final class DashboardCommand implements Callable<Integer> {
    private static final int MIN_ZOOM = 80;
    private static final int MAX_ZOOM = 200;
    private static final double MAX_AFTER_SECONDS = 3_600;
    private final Session session;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(
            names = "--snapshot",
            paramLabel = "FILE.png",
            description = "Opens no window: writes a picture of 1280 x 800 and the figures. Needs no display.")
    private @Nullable Path snapshot;

    @Option(
            names = "--snapshot-if-headless",
            paramLabel = "FILE.png",
            description = "The same, but only where no window can be opened.")
    private @Nullable Path snapshotIfHeadless;

    @Option(
            names = "--after",
            paramLabel = "SECONDS",
            description = "How long to run at least before the picture is taken. Default: 5")
    private @Nullable Double afterSeconds;

    @Option(
            names = "--page",
            paramLabel = "PAGE",
            description = "What to open with: ${COMPLETION-CANDIDATES}. "
                    + " Default: the page that was open last; overview in a picture")
    private @Nullable Page page;

    @Option(
            names = "--theme",
            paramLabel = "THEME",
            description = "${COMPLETION-CANDIDATES}. Default: as the window was left, or as the desktop has it")
    private @Nullable Theme theme;

    @Option(
            names = "--zoom",
            paramLabel = "PERCENT",
            description = "How large everything is, 80 to 200. Default: as the window was left; 100 in a picture")
    private @Nullable Integer zoom;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE.rwprofile",
            description = "A connection that an operator mailed: the page Connections shows it, to be tried and kept.")
    private @Nullable Path profile;

    DashboardCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Settings settings = session.settings(options);
        validate();
        if (settings.source() == null && settings.prefix() != null) {
            throw new InvalidRequestException(
                    "--prefix %s: goes with the Redis that it is in; add --redis URI".formatted(settings.prefix()));
        }
        if (profile != null) {
            requireProfile(profile, options.over(session.before()));
        }
        // A file that somebody opened wins over what the environment names.
        var request = new DashboardLauncher.Request(
                profile == null ? settings.source() : null,
                settings.operator(),
                page,
                theme,
                zoom == null ? 0 : zoom,
                profile);
        return snapshot != null ? draw(request, snapshot, settings.json(), "") : open(request, settings.json());
    }

    private int open(DashboardLauncher.Request request, boolean json) {
        String why = Display.missing(System.getProperty("os.name", ""), session.environment())
                .orElse(null);
        if (why == null) {
            try {
                session.services().dashboard().open(request);
                return ExitCode.OK;
            } catch (NoWindowException e) {
                why = String.valueOf(e.getMessage());
            }
        }
        if (snapshotIfHeadless == null) {
            session.complain(why + "; ratewarden dashboard --snapshot FILE.png draws it without one");
            return ExitCode.FAILURE;
        }
        return draw(request, snapshotIfHeadless, json, why);
    }

    private int draw(DashboardLauncher.Request request, Path file, boolean json, String whyNoWindow) {
        Duration after = Duration.ofMillis(Math.round((afterSeconds == null ? 5 : afterSeconds) * 1_000));
        if (!whyNoWindow.isEmpty()) {
            session.err()
                    .println("No window: %s. The dashboard runs without one for %d s."
                            .formatted(whyNoWindow, after.toSeconds()));
        }
        Statistics statistics = session.services().dashboard().draw(request, file, after);
        String hint = whyNoWindow.isEmpty() ? "" : Display.HOW_TO_GET_A_WINDOW;
        return session.print(Report.ok(json(file, statistics), text(file, statistics, hint)), json);
    }

    private void validate() {
        if (zoom != null && (zoom < MIN_ZOOM || zoom > MAX_ZOOM)) {
            throw new InvalidRequestException(
                    "--zoom %d: must be a percentage from %d to %d".formatted(zoom, MIN_ZOOM, MAX_ZOOM));
        }
        if (snapshot != null && snapshotIfHeadless != null) {
            throw new InvalidRequestException(
                    "--snapshot and --snapshot-if-headless exclude each other: pass one of them");
        }
        Path file = snapshot != null ? snapshot : snapshotIfHeadless;
        if (file == null) {
            if (afterSeconds != null) {
                throw new InvalidRequestException(
                        "--after %s: goes with --snapshot FILE.png only".formatted(afterSeconds));
            }
            return;
        }
        if (afterSeconds != null && !(afterSeconds >= 0 && afterSeconds <= MAX_AFTER_SECONDS)) {
            throw new InvalidRequestException(
                    "--after %s: must be 0 to %.0f seconds".formatted(afterSeconds, MAX_AFTER_SECONDS));
        }
        requirePng(file);
    }

    private static void requireProfile(Path file, GlobalOptions said) {
        // Whole: its end is what tells which file it is.
        String shown = '"' + Text.visible(file.toString()) + '"';
        if (said.redis != null || said.settings != null || said.demo) {
            throw new InvalidRequestException(
                    "%s: a connection to look at goes without --redis, --settings and --demo; pass one of them"
                            .formatted(shown));
        }
        if (!Files.isRegularFile(file)) {
            throw new InvalidRequestException(
                    "%s: there is no such file; name a connection's file, such as guild.rwprofile".formatted(shown));
        }
    }

    private static void requirePng(Path file) {
        String shown = Inputs.quote(file.toString());
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png") || Files.isDirectory(file)) {
            throw new InvalidRequestException("--snapshot %s: must be a file whose name ends in .png".formatted(shown));
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InvalidRequestException(
                    "--snapshot %s: there is no such folder; create it first".formatted(shown));
        }
    }

    private static ObjectNode json(Path file, @Nullable Statistics statistics) {
        ObjectNode json = Json.object().put("snapshot", file.toString());
        if (statistics != null) {
            json.setAll(StatusCommand.json(statistics));
        }
        return json;
    }

    private static String text(Path file, @Nullable Statistics statistics, String hint) {
        String figures =
                statistics == null ? "No figures had arrived; the picture says why." : StatusCommand.text(statistics);
        return "%s%n%n%s%s".formatted(file, figures, hint.isEmpty() ? "" : "%n%n%s".formatted(hint));
    }
}
