package dev.ratewarden.cli;

import dev.ratewarden.events.EventLog;
import dev.ratewarden.events.EventPage;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.Moderation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints events as they come until the process is ended. Goes on trying while the store is away: nothing that happened meanwhile is
 * left out, unless it was removed to make room, which is said. Not thread-safe.
 */
final class Following {
    private static final int PAGE = 500;
    private static final long POLL_MS = 1_000;

    private final Session session;
    private final Settings settings;
    private final long startMs;
    private EventQuery query;
    private @Nullable String position;
    private boolean away;

    Following(Session session, Settings settings, EventQuery query) {
        this.session = session;
        this.settings = settings;
        this.query = query;
        this.startMs = session.terminal().clock().millis();
        // Earlier events first, where they are asked for.
        this.position = query.sinceMs() == null ? null : EventLog.OLDEST;
    }

    int run() {
        Source source = settings.requiredSource();
        while (true) {
            boolean closed = attempt(source);
            if (closed) {
                return session.written(ExitCode.OK);
            }
            if (!session.terminal().pause().waitFor(POLL_MS)) {
                return ExitCode.OK;
            }
        }
    }

    /** Looks for as long as the store answers; false if it is away, true if there is nothing more to do. */
    private boolean attempt(Source source) {
        try (Community community = session.services().communities().open(source)) {
            while (true) {
                boolean more = look(community);
                if (session.out().checkError()) {
                    return true;
                }
                if (!more && !session.terminal().pause().waitFor(POLL_MS)) {
                    return true;
                }
            }
        } catch (StoreUnavailableException e) {
            if (!away) {
                session.complain("%s Goes on trying.".formatted(e.getMessage()));
            }
            away = true;
            if (position == null) {
                // "Now" would be when the store is back: begin where the command did.
                position = EventLog.OLDEST;
                query = since(startMs);
            }
            return false;
        }
    }

    private EventQuery since(long ms) {
        return new EventQuery(query.minSeverity(), query.type(), query.userId(), ms, query.untilMs(), query.limit());
    }

    private boolean look(Community community) {
        Moderation moderation = community.moderation(settings.operator());
        EventPage page = moderation.follow(position, PAGE);
        if (away) {
            away = false;
            session.complain("the store is back");
        }
        // The first look only finds out where now is.
        if (page.gap() && position != null && !position.equals(EventLog.OLDEST)) {
            session.complain("events were removed, to make room for newer ones, before they could be read here");
        }
        if (page.unreadable() > 0) {
            session.complain(
                    "entries of events that could not be read and were left out: " + Words.count(page.unreadable()));
        }
        position = page.position();
        List<SecurityEvent> matching =
                page.events().stream().filter(query::matches).toList();
        Named named = Named.of(moderation, matching.stream().map(SecurityEvent::userId));
        matching.forEach(event -> print(event, named));
        session.out().flush();
        return page.more();
    }

    private void print(SecurityEvent event, Named named) {
        session.out().println(settings.json() ? Json.line(EventWords.json(event)) : EventWords.line(event, named));
    }
}
