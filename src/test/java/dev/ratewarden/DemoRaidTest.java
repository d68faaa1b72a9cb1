package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.simulation.Raid;
import dev.ratewarden.simulation.Scenario;
import dev.ratewarden.simulation.SimulatedClock;
import dev.ratewarden.simulation.Simulation;
import dev.ratewarden.store.memory.MemoryStore;
import dev.ratewarden.watch.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's raid is one event every five minutes, and its everyday life is none. */
class DemoRaidTest {

    private static final EventQuery RAIDS = new EventQuery(null, EventTypes.COORDINATED_ABUSE, null, null, null, 1_000);

    @ParameterizedTest
    @ValueSource(longs = {11, 1, 2, 3})
    void aRaidIsOneEventThatNamesTheRaidersAndALivelyDayIsNone(long seed) {
        Scenario scenario = Scenario.demo(seed);
        SimulatedClock clock =
                SimulatedClock.startingAt(Instant.parse("2026-11-23T14:00:00Z").minus(scenario.warmUp()));
        MemoryStore store = new MemoryStore(clock);
        RateLimiter limiter = RateLimiter.builder(store)
                .scoreRules(Simulation.SCORE_RULES)
                .executor(Runnable::run)
                .build();
        Simulation simulation = new Simulation(scenario, clock, limiter, store, Runnable::run);
        Watcher watcher =
                Watcher.over(store).name("demo").clock(clock).news(line -> {}).build();
        simulation.inBackground(Duration.ofSeconds(1), watcher::turn);
        simulation.warmUp();
        assertThat(store.events(RAIDS)).as("no raid in the warm-up").isEmpty();
        assertThat(store.snapshot(UserQuery.all(1)).instances().watcher()).isEqualTo("demo");

        Raid raid = simulation.startRaid();
        long begun = clock.millis();
        simulation.advance(Duration.ofMinutes(5));
        List<SecurityEvent> found = store.events(RAIDS);
        assertThat(found).hasSize(1);
        SecurityEvent event = found.getFirst();
        assertThat(event.action()).isEqualTo(raid.action());
        assertThat(event.atMs()).isBetween(begun, begun + 180_000);
        List<String> ids = List.of(event.figures().getOrDefault("ids", "").split(" "));
        assertThat(ids).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
        for (String id : ids) {
            assertThat(store.user(id).orElseThrow().summary().violations()).isPositive();
        }
        simulation.advance(Duration.ofMinutes(30));
        assertThat(store.events(RAIDS)).as("nothing after it").hasSize(1);
        watcher.close();
    }
}
