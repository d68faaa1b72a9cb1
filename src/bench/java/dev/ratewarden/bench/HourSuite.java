package dev.ratewarden.bench;

import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.simulation.Scenario;
import dev.ratewarden.simulation.SimulatedClock;
import dev.ratewarden.simulation.Simulation;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An hour of the demo at sixty times the speed of life, with the window open: whether the heap stays flat. */
final class HourSuite {

    private static final long SEED = 11;
    private static final int SAMPLES = 12;

    private HourSuite() {}

    static Section run(Scale scale) throws Exception {
        Headless.start();
        // 3,600 s in full.
        long sampleMs = 300L * scale.cellMs();
        Section section = new Section("An hour of the demo at 60 x");
        section.say(
                "The demo's community at 60 times the speed of life, its window turned from page to page; the heap in use after a collection, every %d s.",
                sampleMs / 1_000);
        section.head("s", "heap, MB", "users tracked");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Scenario scenario = Scenario.demo(SEED);
            SimulatedClock clock = SimulatedClock.startingAt(Instant.now().minus(scenario.warmUp()));
            try (MemoryStore store = new MemoryStore(clock);
                    RateLimiter limiter = RateLimiter.builder(store)
                            .scoreRules(Simulation.SCORE_RULES)
                            .executor(threads)
                            .build();
                    Simulation simulation = new Simulation(scenario, clock, limiter, store, threads)) {
                simulation.warmUp();
                simulation.start();
                simulation.setSpeed(60);
                live(section, store, sampleMs);
            }
        }
        section.endTable();
        return section;
    }

    private static void live(Section section, MemoryStore store, long sampleMs) throws Exception {
        try (WindowRig rig = Headless.window(store)) {
            Page[] pages = Page.values();
            for (int sample = 0; sample <= SAMPLES; sample++) {
                long used = HeapSuite.used();
                section.row(
                        Long.toString(sample * sampleMs / 1_000),
                        Series.number(used / 1e6, 1),
                        rig.words("#tile-tracked-value"));
                for (int turn = 0; turn < 10 && sample < SAMPLES; turn++) {
                    String id = "page-" + pages[turn % pages.length].word();
                    if (rig.lookup("#" + id) != null) {
                        rig.press(id);
                    }
                    Thread.sleep(sampleMs / 10);
                }
                rig.press("page-overview");
            }
        }
    }
}
