package dev.ratewarden.cli;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserPage;
import dev.ratewarden.moderation.UserSummary;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads page by page and writes as it goes. Not thread-safe. */
final class Exporter {
    private static final int USERS_A_PAGE = 500;
    private static final int EVENTS_A_PAGE = 10_000;

    private final Moderation moderation;
    private final Sheet.Format format;
    private final Appendable out;
    private final Progress progress;

    Exporter(Moderation moderation, Sheet.Format format, Appendable out, Progress progress) {
        this.moderation = moderation;
        this.format = format;
        this.out = out;
        this.progress = progress;
    }

    /** @return how many were written; each user once, though pages may repeat one */
    long users(List<Sheet.Column<UserSummary>> columns, Predicate<UserSummary> wanted) throws IOException {
        Sheet<UserSummary> sheet = new Sheet<>(columns, format, out);
        sheet.begin();
        Set<String> written = new HashSet<>();
        String after = null;
        do {
            UserPage page = moderation.page(after, USERS_A_PAGE);
            for (UserSummary user : page.users()) {
                if (wanted.test(user) && written.add(user.id())) {
                    sheet.row(user);
                }
            }
            progress.done(sheet.rows());
            after = page.next();
        } while (after != null);
        sheet.end();
        return sheet.rows();
    }

    /** Newest first. */
    long events(EventQuery span) throws IOException {
        Sheet<SecurityEvent> sheet = new Sheet<>(Columns.events(), format, out);
        sheet.begin();
        Set<SecurityEvent> edge = Set.of();
        Long until = span.untilMs();
        int size = EVENTS_A_PAGE;
        while (true) {
            List<SecurityEvent> page = moderation.events(new EventQuery(null, null, null, span.sinceMs(), until, size));
            for (SecurityEvent event : page) {
                if (!edge.contains(event)) {
                    sheet.row(event);
                }
            }
            progress.done(sheet.rows());
            if (page.size() < size) {
                break;
            }
            // More of the oldest ms may be on the next page, which therefore includes that ms again.
            long oldestMs = page.getLast().atMs();
            boolean oneMs = page.getFirst().atMs() == oldestMs;
            edge = edge(page, oldestMs);
            until = oneMs && size == EventQuery.MAX_LIMIT ? oldestMs : oldestMs + 1;
            size = oneMs ? EventQuery.MAX_LIMIT : EVENTS_A_PAGE;
        }
        sheet.end();
        return sheet.rows();
    }

    private static Set<SecurityEvent> edge(List<SecurityEvent> page, long atMs) {
        Set<SecurityEvent> edge = new HashSet<>();
        page.stream().filter(event -> event.atMs() == atMs).forEach(edge::add);
        return edge;
    }

    /** Newest first. */
    long audit(EventQuery span) throws IOException {
        Sheet<AuditEntry> sheet = new Sheet<>(Columns.audit(), format, out);
        sheet.begin();
        for (AuditEntry entry : moderation.audit(Integer.MAX_VALUE)) {
            if (within(span.sinceMs(), entry.atMs(), span.untilMs())) {
                sheet.row(entry);
                progress.done(sheet.rows());
            }
        }
        sheet.end();
        return sheet.rows();
    }

    private static boolean within(@Nullable Long sinceMs, long atMs, @Nullable Long untilMs) {
        return (sinceMs == null || atMs >= sinceMs) && (untilMs == null || atMs < untilMs);
    }
}
