package dev.ratewarden.cli;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditQuery;
import dev.ratewarden.moderation.AuditReport;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

@Command(
        name = "audit",
        description = "The audit trail: what moderators and operators did, newest first. Checks, seals and exports it.",
        footer = {
            "",
            "Examples:",
            "  ratewarden audit --user 1234 --since 7d",
            "  ratewarden audit --verify --key-file seal.key --seal-file seals.jsonl",
            "  ratewarden audit --seal --key-file seal.key --seal-file seals.jsonl",
            "--verify ends with 1 on a broken chain, and says on one line which link is broken first."
        })
final class AuditCommand implements Callable<Integer> {
    private static final int MOST = 10_000;
    private static final int USUAL = 50;
    private final Session session;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--limit", paramLabel = "N", description = "List at most so many, 1 to 10000. Default: 50")
    private @Nullable Integer limit;

    @Option(names = "--user", paramLabel = "ID", description = "List those on this user alone.")
    private @Nullable String user;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "List none before: 2h or 7d (ago), 2026-11-24, 2026-11-24T18:30Z, or epoch ms.")
    private @Nullable String since;

    @Option(names = "--verify", description = "Check the whole trail instead.")
    private boolean verify;

    @Option(names = "--seal", description = "Check it, then sign its newest entries with the key of --key-file.")
    private boolean seal;

    @Option(names = "--key-file", paramLabel = "FILE", description = "The key with which the trail is sealed.")
    private @Nullable Path keyFile;

    @Option(
            names = "--seal-file",
            paramLabel = "FILE",
            description = "Seals kept outside Redis: --seal adds one, --verify and --seal check them.")
    private @Nullable Path sealFile;

    @Option(names = "--new-key", paramLabel = "FILE", description = "Make a key for sealing. Connects to nothing.")
    private @Nullable Path newKey;

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "Where trimmed entries were archived: --verify and --seal check them, too.")
    private @Nullable Path archive;

    @Option(names = "--export", description = "Print every entry exactly as it is stored, a line of JSON each.")
    private boolean export;

    AuditCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Settings settings = session.settings(options);
        validate();
        if (newKey != null) {
            return newKey(newKey, settings);
        }
        Source source = settings.requiredSource();
        String concern = keyFile == null ? null : desk().concern(keyFile);
        if (concern != null) {
            session.complain(concern);
        }
        if (export) {
            return export(source);
        }
        if (seal) {
            return seal(source, settings);
        }
        return session.print(verify ? verified(source) : list(source, settings), settings.json());
    }

    private void validate() {
        List<String> asked = Stream.of(
                        verify ? "--verify" : "",
                        seal ? "--seal" : "",
                        export ? "--export" : "",
                        newKey != null ? "--new-key" : "")
                .filter(option -> !option.isEmpty())
                .toList();
        if (asked.size() > 1) {
            throw new InvalidRequestException(
                    "%s exclude each other: pass one of them".formatted(String.join(" and ", asked)));
        }
        boolean checks = verify || seal;
        requireWith("--key-file", keyFile != null, checks);
        requireWith("--seal-file", sealFile != null, checks);
        requireWith("--archive", archive != null, checks);
        if (seal && keyFile == null) {
            throw new InvalidRequestException("--seal needs --key-file FILE; make a key with --new-key FILE");
        }
        if (sealFile != null && keyFile == null) {
            throw new InvalidRequestException(
                    "--seal-file needs --key-file FILE: seals are checked with the key that made them");
        }
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw new InvalidRequestException("--limit %d: must be 1 to %d".formatted(limit, MOST));
        }
        if (user != null) {
            CommunityCommand.requireUserId(user);
        }
        if (!asked.isEmpty() && (user != null || since != null || limit != null)) {
            throw new InvalidRequestException(
                    "--user, --since and --limit are for the list; leave them out with " + asked.getFirst());
        }
        when();
    }

    private static void requireWith(String option, boolean given, boolean checks) {
        if (given && !checks) {
            throw new InvalidRequestException(option + " goes with --verify or --seal; add one of them");
        }
    }

    private @Nullable Long when() {
        return When.optional("--since", since, Instant.now().toEpochMilli(), ZoneId.systemDefault());
    }

    private AuditDesk desk() {
        return session.services().audit();
    }

    private AuditDesk.Evidence evidence() {
        return new AuditDesk.Evidence(keyFile, sealFile, archive);
    }

    private Integer newKey(Path file, Settings settings) {
        desk().newKey(file);
        String shown = file.toString();
        return session.print(
                Report.ok(
                        Json.object().put("keyFile", shown),
                        "Wrote a new key to %s. Keep it where neither bots nor moderators can read it, and a copy elsewhere."
                                .formatted(Text.visible(shown))),
                settings.json());
    }

    private Report list(Source source, Settings settings) {
        List<AuditEntry> entries = desk().latest(source, new AuditQuery(user, when(), limit == null ? USUAL : limit));
        ArrayNode json = Json.array();
        entries.forEach(entry -> json.add(UserJson.audit(entry).put("login", entry.login())));
        if (settings.json()) {
            return Report.ok(json, "");
        }
        try (Community community = session.services().communities().open(source)) {
            Named named = Named.of(
                    community.moderation(settings.operator()), entries.stream().map(AuditEntry::userId));
            return Report.ok(json, AuditWords.list(entries, named));
        }
    }

    private Report verified(Source source) {
        AuditReport report = desk().verify(source, evidence());
        return new Report(
                AuditWords.json(report), AuditWords.text(report), report.whole() ? ExitCode.OK : ExitCode.FAILURE);
    }

    private Integer seal(Source source, Settings settings) {
        String line = desk().seal(source, evidence());
        JsonNode json = JsonMapper.shared().readTree(line);
        return session.print(Report.ok(json, line), settings.json());
    }

    private Integer export(Source source) {
        long[] written = new long[1];
        long foreign = desk().export(source, (chain, sequence, hash, entry) -> {
            session.out()
                    .println(Json.line(Json.object()
                            .put("chain", chain)
                            .put("seq", sequence)
                            .put("hash", hash)
                            .put("entry", entry)));
            written[0]++;
        });
        if (session.out().checkError()) {
            session.complain("the result could not be written to the standard output");
            return ExitCode.FAILURE;
        }
        if (foreign > 0) {
            session.complain("%s left out that are not ours; --verify names the first"
                    .formatted(Words.plural(foreign, "entry")));
        }
        return ExitCode.OK;
    }
}
