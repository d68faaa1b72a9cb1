package dev.ratewarden.cli;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Moderation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "All users, bans, events or audit entries as CSV or JSON, times in ISO-8601 UTC.",
        footer = {
            "",
            "Examples:",
            "  ratewarden export bans --output bans.csv",
            "  ratewarden export events --format json --since 7d"
        })
final class ExportCommand implements Callable<Integer> {

    /** What can be exported. */
    enum What {
        USERS,
        BANS,
        EVENTS,
        AUDIT;

        /** As it is written in a command. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Session session;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Parameters(index = "0", paramLabel = "WHAT", description = "One of ${COMPLETION-CANDIDATES}.")
    private What what = What.USERS;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: csv; json with --json")
    private Sheet.@Nullable Format format;

    @Option(names = "--output", paramLabel = "FILE", description = "Writes it there. Default: standard output")
    private @Nullable Path output;

    @Option(names = "--force", description = "Replaces the file if it is there.")
    private boolean force;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Events and audit: not before; written as for events.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Events and audit: before; written as for events.")
    private @Nullable String until;

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Settings settings = session.settings(options);
        EventQuery span = span();
        if (output != null) {
            OutputFile.check(output, force);
        }
        Sheet.Format written = format != null ? format : settings.json() ? Sheet.Format.JSON : Sheet.Format.CSV;
        try (Community community = session.services().communities().open(settings.requiredSource())) {
            Moderation moderation = community.moderation(settings.operator());
            return output == null
                    ? toStandardOutput(moderation, span, written)
                    : toFile(moderation, span, written, output, settings);
        }
    }

    private EventQuery span() {
        if ((since != null || until != null) && (what == What.USERS || what == What.BANS)) {
            throw new InvalidRequestException(
                    "--since and --until are for events and audit entries; leave them out for %s".formatted(what));
        }
        long nowMs = session.terminal().clock().millis();
        ZoneId zone = ZoneId.systemDefault();
        return new EventQuery(
                null,
                null,
                null,
                When.optional("--since", since, nowMs, zone),
                When.optional("--until", until, nowMs, zone),
                EventQuery.MAX_LIMIT);
    }

    private int toStandardOutput(Moderation moderation, EventQuery span, Sheet.Format written) {
        try {
            rows(moderation, span, written, session.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return session.written(ExitCode.OK);
    }

    private int toFile(Moderation moderation, EventQuery span, Sheet.Format written, Path file, Settings settings) {
        long[] rows = {0};
        OutputFile.write(file, force, out -> rows[0] = rows(moderation, span, written, out));
        return session.print(
                Report.ok(
                        Json.object().put("file", file.toString()).put("rows", rows[0]),
                        "Wrote %s to %s".formatted(Words.plural(rows[0], "row"), Text.visible(file.toString()))),
                settings.json());
    }

    private long rows(Moderation moderation, EventQuery span, Sheet.Format written, Appendable out) throws IOException {
        try (Progress progress = new Progress(session.terminal(), "Exported", 0)) {
            Exporter exporter = new Exporter(moderation, written, out, progress);
            return switch (what) {
                case USERS -> exporter.users(Columns.users(), user -> true);
                case BANS -> exporter.users(Columns.bans(), user -> user.ban() != null);
                case EVENTS -> exporter.events(span);
                case AUDIT -> exporter.audit(span);
            };
        }
    }
}
