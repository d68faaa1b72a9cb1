package dev.ratewarden.dashboard.activity;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditEvents;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries for tests. */
final class Samples {

    static final long NOW = 1_772_719_200_000L;

    private Samples() {}

    static Entry event(long number, long atMs, String type, @Nullable String user) {
        return new Entry(
                number,
                new SecurityEvent(atMs, type, EventTypes.severity(type), user, "pack_create", "guild-1", number, 0),
                null,
                user == null ? "" : user,
                user + " " + number,
                user + " " + number);
    }

    static Entry about(long number, String type, Map<String, String> figures) {
        return new Entry(
                number,
                new SecurityEvent(NOW, type, EventTypes.severity(type), null, "payment", null, 0, 0, figures),
                null,
                "",
                type + " " + figures,
                type + " " + figures);
    }

    static Entry audit(long number, AuditEntry entry) {
        return new Entry(number, AuditEvents.of(entry), entry, String.valueOf(entry.userId()), entry.id(), entry.id());
    }

    static AuditEntry ban(String id, long atMs, String user, String operator) {
        return new AuditEntry(id, atMs, AuditEntry.Type.BAN, user, operator, "raid", null, 80, 80, null, null);
    }

    static AuditEntry undo(String id, long atMs, String user, String operator, String undoes) {
        return new AuditEntry(id, atMs, AuditEntry.Type.UNDO, user, operator, "", null, 80, 80, null, undoes);
    }
}
