package dev.ratewarden.store.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.data.Offset;

/** What users were told, which is what Redis must hold in the end. Thread-safe. */
final class Told {

    final AtomicLong allowed = new AtomicLong();
    final AtomicLong denied = new AtomicLong();
    final AtomicLong violations = new AtomicLong();
    final AtomicLong degraded = new AtomicLong();

    /** By user: the points of each violation. */
    private final Map<String, List<Double>> added = new ConcurrentHashMap<>();

    void told(String user, String action, CheckOutcome outcome) {
        (outcome.reason().allows() ? allowed : denied).incrementAndGet();
        if (outcome.reason() == Reason.LIMITED) {
            violations.incrementAndGet();
        }
        if (outcome.degraded()) {
            degraded.incrementAndGet();
        }
        if (outcome.penalty() != null) {
            added.computeIfAbsent(user, id -> Collections.synchronizedList(new ArrayList<>()))
                    .add(outcome.penalty().added());
        }
    }

    long checks() {
        return allowed.get() + denied.get();
    }

    String totals() {
        return "allowed %d, denied %d, violations %d".formatted(allowed.get(), denied.get(), violations.get());
    }

    static String totals(ModerationStore store) {
        Statistics counted = store.snapshot(UserQuery.all(1)).statistics();
        return "allowed %d, denied %d, violations %d"
                .formatted(counted.allowed(), counted.denied(), counted.totalViolations());
    }

    /** Waits until the store has counted as much as was told. */
    void awaitBookedIn(ModerationStore store) {
        awaitBookedIn("all is booked", OutageBot.DEADLINE, store);
    }

    void awaitBookedIn(String what, Duration atMost, ModerationStore store) {
        OutageBot.await(
                "%s; told %s".formatted(what, totals()),
                atMost,
                () -> {
                    // Counting is work for the store, too.
                    LockSupport.parkNanos(10_000_000);
                    return totals(store).equals(totals());
                },
                () -> totals(store));
    }

    /** Every user's score, count of violations and history; only where nothing decays and nobody is reset. */
    void assertBookedIn(ModerationStore store) {
        assertThat(totals(store)).isEqualTo(totals());
        added.forEach((user, points) -> {
            UserDetail detail = store.user(user).orElseThrow();
            double sum = points.stream().mapToDouble(Double::doubleValue).sum();
            assertThat(detail.summary().score()).as("score of %s", user).isCloseTo(sum, Offset.offset(1e-6));
            assertThat(detail.summary().violations())
                    .as("violations of %s", user)
                    .isEqualTo(points.size());
            assertThat(detail.history()).as("history of %s", user).hasSize(Math.min(100, points.size()));
            if (points.size() <= 100) {
                assertThat(detail.history().stream().map(one -> one.penalty().added()))
                        .as("points in the history of %s", user)
                        .containsExactlyInAnyOrderElementsOf(points);
            }
        });
    }
}
