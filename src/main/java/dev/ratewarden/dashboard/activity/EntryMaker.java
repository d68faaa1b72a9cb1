package dev.ratewarden.dashboard.activity;

import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditEvents;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.Sentences;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes lines of what was read, with names and sentences, off the FX thread. Thread-safe. */
final class EntryMaker {

    private final NameBook names = new NameBook();
    private final AtomicLong numbers = new AtomicLong();
    private final Sentences sentences;
    private final AuditTypes types = new AuditTypes();

    EntryMaker(ZoneId zone) {
        this.sentences = new Sentences(zone);
    }

    /** @param oldestFirst in the order in which they are numbered */
    List<Entry> events(Moderation moderation, Collection<SecurityEvent> oldestFirst) {
        names.learn(moderation, oldestFirst.stream().map(SecurityEvent::userId).toList());
        long nowMs = oldestFirst.stream().mapToLong(SecurityEvent::atMs).max().orElse(0);
        List<Entry> entries = new ArrayList<>(oldestFirst.size());
        for (SecurityEvent event : oldestFirst) {
            String user = names.of(event.userId());
            String apart = apart(user, event.userId());
            types.learn(event.figures().get("auditId"), AuditEvents.type(event.type()));
            entries.add(new Entry(
                    numbers.incrementAndGet(),
                    event,
                    null,
                    user,
                    sentences.single(event, user, nowMs, types::of),
                    sentences.single(event, apart, nowMs, types::of)));
        }
        return entries;
    }

    /** @param newestFirst as the store lists them */
    List<Entry> listedEvents(Moderation moderation, List<SecurityEvent> newestFirst) {
        return events(moderation, reversed(newestFirst));
    }

    /** @param newestFirst as the store lists them */
    List<Entry> audit(Moderation moderation, List<AuditEntry> newestFirst) {
        names.learn(moderation, newestFirst.stream().map(AuditEntry::userId).toList());
        long nowMs = newestFirst.stream().mapToLong(AuditEntry::atMs).max().orElse(0);
        List<Entry> entries = new ArrayList<>(newestFirst.size());
        for (AuditEntry each : reversed(newestFirst)) {
            String user = names.of(each.userId());
            String apart = apart(user, each.userId());
            types.learn(each.id(), each.type());
            entries.add(new Entry(
                    numbers.incrementAndGet(),
                    AuditEvents.of(each),
                    each,
                    user,
                    sentences.audit(each, user, nowMs, types::of),
                    sentences.audit(each, apart, nowMs, types::of)));
        }
        return entries;
    }

    private static String apart(String user, @Nullable String id) {
        return id == null ? user : Names.apart(user, id);
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> turned = new ArrayList<>(list);
        Collections.reverse(turned);
        return turned;
    }
}
