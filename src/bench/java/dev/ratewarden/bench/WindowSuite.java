package dev.ratewarden.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.ratewarden.dashboard.FxProbe;
import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.store.memory.MemoryStore;
import dev.ratewarden.store.redis.RedisStore;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.List;

/** What keeps the FX thread busy while a community of 100,000 users is denied 1,000 times a second, and what a window costs that shows nothing new. */
final class WindowSuite {

    /** How long a page has been open before it is watched, and for how long it is, in cells. */
    private static final long SETTLED = 30;

    private static final long WATCHED = 20;

    /** Until what an idle window does again and again has been compiled, in cells. */
    private static final long COMPILED = 60;

    private WindowSuite() {}

    static Section run(Scale scale) throws Exception {
        Headless.start();
        Section section = new Section("The dashboard's window");
        section.say(
                "A window of 960 x 640 without a display, drawn by software, over Redis with %,d users of whom 1,000 a second are denied by"
                        + " another process; polled once a second. On each page, from %d s after it was opened, for %d s: what the FX"
                        + " thread was busy with for 1 ms or longer at a time, and how long a press at any moment would have waited for it."
                        + " What the machine itself adds, shared with that process and with Redis, is what is seen of a thread that has"
                        + " no window to draw.",
                DenialLoad.USERS, SETTLED * scale.cellMs() / 1_000, WATCHED * scale.cellMs() / 1_000);
        section.head(
                "page",
                "tasks",
                "median, ms",
                "95th percentile, ms",
                "longest, ms",
                "wait of a press, 99th percentile, ms (target ≤ 16)",
                "busy, % of the time");
        try (BenchRedis redis = new BenchRedis();
                DenialLoad denials = DenialLoad.start(redis, "window:");
                RedisStore people = new RedisStore(redis.people("window:"))) {
            watch(scale, section, "no window");
            try (WindowRig rig = Headless.window(people)) {
                pages(scale, section, rig);
            }
            if (!denials.isAlive()) {
                throw new IllegalStateException(
                        "the bot that is denied has ended; what was measured counts for nothing");
            }
        }
        section.endTable();
        idle(scale, section);
        return section;
    }

    private static void pages(Scale scale, Section section, WindowRig rig) throws InterruptedException {
        WindowRig.await(() -> rig.words("#link-words").startsWith("Live"));
        for (Page page : Page.values()) {
            if (rig.lookup("#page-" + page.word()) == null) {
                continue;
            }
            rig.press("page-" + page.word());
            // Building a page for the first time, and compiling what it runs, is not what is measured.
            Thread.sleep(SETTLED * scale.cellMs());
            watch(scale, section, page.word());
        }
    }

    private static void watch(Scale scale, Section section, String what) throws InterruptedException {
        try (FxProbe probe = FxProbe.start()) {
            long millis = WATCHED * scale.cellMs();
            Thread.sleep(millis);
            List<Double> lasted = probe.tasksMs();
            Series tasks = Series.of(lasted.isEmpty() ? List.of(0.0) : lasted);
            double busy = lasted.stream().mapToDouble(Double::doubleValue).sum();
            section.row(
                    what,
                    Integer.toString(lasted.size()),
                    Series.number(tasks.median(), 1),
                    Series.number(tasks.at(0.95), 1),
                    Series.number(tasks.at(1), 1),
                    Series.number(Series.of(probe.waitsMs()).at(0.99), 1),
                    Series.number(100 * busy / millis, 1));
        }
    }

    private static void idle(Scale scale, Section section) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        Series shares = new Series();
        Series compiling = new Series();
        try (MemoryStore store = new MemoryStore(InstantSource.system());
                WindowRig rig = Headless.window(store)) {
            store.check(CheckRequest.of("somebody", "pack_create"));
            WindowRig.await(() -> rig.words("#link-words").startsWith("Live"));
            Thread.sleep(COMPILED * scale.cellMs());
            for (int round = 0; round < scale.rounds(); round++) {
                long before = system.getProcessCpuTime();
                long compiledMs = compiler.getTotalCompilationTime();
                long began = System.nanoTime();
                Thread.sleep(5L * scale.cellMs());
                double nanos = System.nanoTime() - began;
                shares.add(100 * (system.getProcessCpuTime() - before) / nanos);
                compiling.add(100 * (compiler.getTotalCompilationTime() - compiledMs) * 1e6 / nanos);
            }
        }
        section.say(
                "Idle: a window over a community in which nothing happens, polled once a second and open for %d s, takes %s %% of a core (target < 2), drawing by software included; %s %% of a core is the JVM's compiling, which ends as the window lives on.",
                COMPILED * scale.cellMs() / 1_000, shares.text(2), compiling.text(2));
    }
}
