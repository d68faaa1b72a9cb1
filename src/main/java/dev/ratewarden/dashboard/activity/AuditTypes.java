package dev.ratewarden.dashboard.activity;

import dev.ratewarden.moderation.AuditEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What kinds the latest entries of the audit trail were, by their ids: an undo names only the entry that it takes back. Thread-safe. */
final class AuditTypes {

    private static final int MOST = 5_000;

    private final Map<String, AuditEntry.Type> byId = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AuditEntry.Type> eldest) {
            return size() > MOST;
        }
    };

    synchronized void learn(@Nullable String id, AuditEntry.@Nullable Type type) {
        if (id != null && type != null) {
            byId.put(id, type);
        }
    }

    synchronized AuditEntry.@Nullable Type of(String id) {
        return byId.get(id);
    }
}
