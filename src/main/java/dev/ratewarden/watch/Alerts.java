package dev.ratewarden.watch;

import dev.ratewarden.events.EventPump;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.events.SecurityEvent.Severity;
import dev.ratewarden.watch.WatchStore.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Picks those events that somebody is told at once. Not thread-safe. */
final class Alerts {

    /** The same is sent once in this time. */
    static final long QUIET_MS = Duration.ofMinutes(5).toMillis();

    private static final int AT_ONCE = 100;

    private final WatchStore store;
    private final String holder;
    private final Severity from;
    private final EventPump sinks;

    Alerts(WatchStore store, String holder, Severity from, EventPump sinks) {
        this.store = store;
        this.holder = holder;
        this.from = from;
        this.sinks = sinks;
    }

    /** @return false if the lease was lost */
    boolean send(List<SecurityEvent> events) {
        List<SecurityEvent> urgent = events.stream()
                .filter(event -> event.severity().compareTo(from) >= 0)
                .toList();
        for (int at = 0; at < urgent.size(); at += AT_ONCE) {
            List<SecurityEvent> some = urgent.subList(at, Math.min(urgent.size(), at + AT_ONCE));
            List<Long> folded =
                    store.fold(holder, some.stream().map(Alerts::alert).toList(), QUIET_MS);
            if (folded.size() != some.size()) {
                return false;
            }
            sinks.offer(sent(some, folded));
        }
        return true;
    }

    private static List<SecurityEvent> sent(List<SecurityEvent> events, List<Long> folded) {
        List<SecurityEvent> sent = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (folded.get(i) >= 0) {
                sent.add(events.get(i).standingForMore(folded.get(i)));
            }
        }
        return sent;
    }

    /** By user; where there is none by action. */
    private static Alert alert(SecurityEvent event) {
        String about = event.userId() != null
                ? "user " + event.userId()
                : event.action() != null ? "action " + event.action() : "";
        return new Alert(event.type() + " " + about, event.atMs());
    }
}
