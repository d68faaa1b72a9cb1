package dev.ratewarden.cli;

import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The audit trail, and what checking it found, in words and as JSON. */
final class AuditWords {

    private AuditWords() {}

    static String list(List<AuditEntry> entries, Named named) {
        if (entries.isEmpty()) {
            return "No such entries in the audit trail.";
        }
        Table table = new Table("ENTRY", "WHEN", "BY", "DONE", "USER", "DETAIL", "REASON");
        for (AuditEntry entry : entries) {
            table.row(
                    Text.visible(entry.id()),
                    Words.moment(entry.atMs()),
                    entry.login().isEmpty()
                            ? Words.orDash(entry.operator())
                            : "%s (%s)".formatted(Words.orDash(entry.operator()), Text.visible(entry.login())),
                    entry.type().name(),
                    named.user(entry.userId()),
                    Words.orDash(detail(entry)),
                    Words.orDash(entry.reason()));
        }
        return table.toString();
    }

    private static @Nullable String detail(AuditEntry entry) {
        if (entry.detail() != null) {
            return entry.detail();
        }
        if (entry.undoes() != null) {
            return "undoes " + entry.undoes();
        }
        boolean ends = entry.type() == AuditEntry.Type.BAN || entry.type() == AuditEntry.Type.EXEMPT;
        return entry.untilMs() != null ? "until " + Words.moment(entry.untilMs()) : ends ? "for good" : null;
    }

    static String text(AuditReport report) {
        List<String> lines = new ArrayList<>();
        if (!report.whole()) {
            int others = report.breaks().size() - 1;
            lines.add("BROKEN: "
                    + Text.visible(report.breaks().getFirst().toString())
                    + (others == 0 ? "" : " (and %d more)".formatted(others)));
        } else if (!report.chains().isEmpty()) {
            lines.add("Whole: %s checked in %s."
                    .formatted(
                            entries(report.entries()),
                            Words.plural(report.chains().size(), "chain")));
        } else {
            lines.add("A community that is kept in memory only has no chain to check.");
        }
        long archived =
                report.chains().stream().mapToLong(AuditReport.Chain::archived).sum();
        if (archived > 0) {
            lines.add("In the archive: %s.".formatted(entries(archived)));
        }
        report.breaks().stream().skip(1).forEach(each -> lines.add("Broken: " + Text.visible(each.toString())));
        report.unchecked().forEach(each -> lines.add("Could not be checked: " + Text.visible(each) + "."));
        report.notes().forEach(each -> lines.add("Note: " + Text.visible(each) + "."));
        if (!report.notes().isEmpty()) {
            lines.add("What no entry explains may have been put back from bots' memory after Redis was emptied.");
        }
        return String.join("\n", lines);
    }

    private static String entries(long count) {
        return Words.count(count) + (count == 1 ? " entry" : " entries");
    }

    static ObjectNode json(AuditReport report) {
        ArrayNode chains = Json.array();
        for (AuditReport.Chain chain : report.chains()) {
            chains.add(Json.object()
                    .put("chain", chain.name())
                    .put("entries", chain.entries())
                    .put("trimmed", chain.trimmed())
                    .put("newest", chain.newest())
                    .put("archived", chain.archived()));
        }
        ArrayNode breaks = Json.array();
        for (AuditReport.Break each : report.breaks()) {
            breaks.add(Json.object()
                    .put("chain", each.chain())
                    .put("entry", each.entry())
                    .put("kind", each.kind().name())
                    .put("what", each.what()));
        }
        ArrayNode unchecked = Json.array();
        report.unchecked().forEach(unchecked::add);
        ArrayNode notes = Json.array();
        report.notes().forEach(notes::add);
        return Json.object()
                .put("whole", report.whole())
                .put("entries", report.entries())
                .set("breaks", breaks)
                .set("unchecked", unchecked)
                .set("notes", notes)
                .set("chains", chains);
    }
}
