package dev.ratewarden.watch;

import dev.ratewarden.events.EventPump;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.OutageListener;
import dev.ratewarden.limiter.RatewardenException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells this process's own sinks at once when the store is away and when it is back; what is written about it in the store later is then
 * not told again. Thread-safe.
 */
final class OwnOutages implements OutageListener {

    /** Under which the store tells of this process's outages; null if it does not. */
    private final @Nullable String instance;

    private final String name;
    private final InstantSource clock;
    private final EventPump sinks;

    // Guarded by this.
    private boolean told;
    private long awaySinceMs = -1;

    OwnOutages(@Nullable String instance, String name, InstantSource clock, EventPump sinks) {
        this.instance = instance;
        this.name = name;
        this.clock = clock;
        this.sinks = sinks;
    }

    /** Whether it told of this already. */
    synchronized boolean said(SecurityEvent event) {
        boolean outage = event.type().equals(EventTypes.STORE_OUTAGE_ENTERED)
                || event.type().equals(EventTypes.STORE_OUTAGE_LEFT);
        return told
                && outage
                && instance != null
                && instance.equals(event.figures().get("instance"));
    }

    @Override
    public void entered(long atMs, String cause) {
        tell(EventTypes.STORE_OUTAGE_ENTERED, atMs, "cause", cause);
    }

    @Override
    public void left(long fromMs, long untilMs, long checks) {
        tell(EventTypes.STORE_OUTAGE_LEFT, untilMs, "checks", Long.toString(checks));
    }

    /** The store did not answer the watch itself. */
    synchronized void entered(RatewardenException cause) {
        if (awaySinceMs < 0) {
            awaySinceMs = clock.millis();
            if (instance == null) {
                entered(awaySinceMs, String.valueOf(cause.getMessage()));
            }
        }
    }

    /** The store answers the watch; whether it did not before. */
    synchronized boolean left() {
        boolean was = awaySinceMs >= 0;
        if (was && instance == null) {
            left(awaySinceMs, clock.millis(), 0);
        }
        awaySinceMs = -1;
        return was;
    }

    private synchronized void tell(String type, long atMs, String figure, String value) {
        told = true;
        Map<String, String> figures = new TreeMap<>();
        figures.put("instance", instance == null ? name : instance);
        figures.put(figure, value);
        sinks.offer(List.of(new SecurityEvent(atMs, type, EventTypes.severity(type), null, null, null, 0, 0, figures)));
    }
}
