package dev.ratewarden.cli;

import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditQuery;
import dev.ratewarden.moderation.AuditReport;
import dev.ratewarden.moderation.ModerationStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists what is in a store in memory, and otherwise says what it was told to say. Not thread-safe. */
final class FakeAudit implements AuditDesk {
    final List<AuditQuery> queries = new ArrayList<>();
    final List<Evidence> evidence = new ArrayList<>();
    final List<Path> keys = new ArrayList<>();
    AuditReport report = new AuditReport(List.of(), List.of(), List.of(), List.of());
    long foreign;

    @Nullable
    String concern;

    private final ModerationStore store;

    FakeAudit(ModerationStore store) {
        this.store = store;
    }

    @Override
    public List<AuditEntry> latest(Source source, AuditQuery query) {
        queries.add(query);
        return store.audit(1_000).stream()
                .filter(query::matches)
                .limit(query.limit())
                .toList();
    }

    @Override
    public AuditReport verify(Source source, Evidence given) {
        evidence.add(given);
        return report;
    }

    @Override
    public String seal(Source source, Evidence given) {
        evidence.add(given);
        return "{\"version\":1}";
    }

    @Override
    public long export(Source source, Sink sink) {
        sink.entry("7", 1, "ab", "{\"id\":\"7-1\",\"reason\":\"a\u202Eb\"}");
        sink.entry("7", 2, "cd", "{}");
        return foreign;
    }

    @Override
    public @Nullable String concern(Path keyFile) {
        return concern;
    }

    @Override
    public void newKey(Path file) {
        keys.add(file);
    }
}
