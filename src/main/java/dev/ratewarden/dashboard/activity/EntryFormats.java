package dev.ratewarden.dashboard.activity;

import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Csv;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Entries as files for others: field names as everywhere else, times in ISO-8601 UTC. */
final class EntryFormats {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> COLUMNS = List.of(
            "time",
            "severity",
            "type",
            "userId",
            "user",
            "action",
            "where",
            "operator",
            "login",
            "reason",
            "score",
            "scoreBefore",
            "folded",
            "auditId",
            "sentence",
            "figures");

    private EntryFormats() {}

    static String csv(List<Entry> entries) {
        return entries.stream().map(EntryFormats::line).collect(Collectors.joining("", Csv.line(COLUMNS), ""));
    }

    private static String line(Entry entry) {
        SecurityEvent event = entry.event();
        AuditEntry audit = entry.audit();
        Map<String, String> figures = new TreeMap<>(event.figures());
        List.of("operator", "login", "reason", "auditId").forEach(figures::remove);
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(Csv.time(event.atMs()));
        cells.add(event.severity());
        cells.add(event.type());
        cells.add(event.userId());
        cells.add(event.userId() == null ? null : entry.user());
        cells.add(event.action());
        cells.add(event.where());
        cells.add(entry.operator());
        cells.add(entry.login());
        cells.add(event.figures().get("reason"));
        cells.add(event.userId() == null ? null : (Double) event.score());
        cells.add(audit == null || audit.userId() == null ? null : (Double) audit.scoreBefore());
        cells.add(event.folded());
        cells.add(entry.auditId());
        cells.add(entry.told());
        cells.add(figures.entrySet().stream()
                .map(figure -> figure.getKey() + "=" + figure.getValue())
                .collect(Collectors.joining("; ")));
        return Csv.line(cells);
    }

    static String json(List<Entry> entries) {
        ArrayNode all = JSON.createArrayNode();
        entries.forEach(entry -> all.add(object(entry)));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    private static ObjectNode object(Entry entry) {
        SecurityEvent event = entry.event();
        AuditEntry audit = entry.audit();
        ObjectNode object = JSON.createObjectNode()
                .put("time", Csv.time(event.atMs()))
                .put("atMs", event.atMs())
                .put("type", event.type())
                .put("severity", event.severity().name())
                .put("userId", event.userId())
                .put("user", event.userId() == null ? null : entry.user())
                .put("action", event.action())
                .put("where", event.where())
                .put("score", event.score())
                .put("folded", event.folded())
                .put("sentence", entry.told());
        if (audit != null) {
            object.put("scoreBefore", audit.scoreBefore());
        }
        ObjectNode figures = object.putObject("figures");
        event.figures().forEach(figures::put);
        return object;
    }
}
