package dev.ratewarden.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.ratewarden.dashboard.FxProbe;
import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.store.memory.MemoryStore;
import dev.ratewarden.store.redis.RedisStore;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.concurrent.locks.LockSupport;

/** What keeps the FX thread busy while a community of 100,000 users is denied 1,000 times a second, and what a window costs that shows nothing new. */
final class WindowSuite {

    private static final int USERS = 100_000;
    private static final long BETWEEN_DENIALS_NANOS = 1_000_000;
    private static final Policy POST = Policy.of("post", Limit.tokenBucket(1, Duration.ofDays(300)));

    private WindowSuite() {}

    static Section run(Scale scale) throws Exception {
        Headless.start();
        Section section = new Section("The dashboard's window");
        section.say(
                "A window of 960 x 640 without a display, drawn by software, over Redis with %,d users of whom 1,000 a second are denied; polled once a second."
                        + " What the FX thread was busy with for 1 ms or longer at a time, on each page for %d s.",
                USERS, 20 * scale.cellMs() / 1_000);
        section.head("page", "tasks", "median, ms", "99th percentile, ms (target ≤ 16)", "longest, ms", "busy, % of the time");
        try (BenchRedis redis = new BenchRedis();
                RedisStore bots = BenchRedis.store(redis.bot("window:"), ScoreRules.DEFAULT, POST);
                RedisStore people = new RedisStore(redis.people("window:"))) {
            Load.forEach(USERS, 50, user -> bots.check(CheckRequest.of(Users.id(user), POST.action())));
            Thread denials = Thread.ofPlatform().daemon().start(() -> deny(bots));
            try (WindowRig rig = Headless.window(people)) {
                pages(scale, section, rig);
            }
            denials.interrupt();
            denials.join();
        }
        section.endTable();
        idle(scale, section);
        return section;
    }

    /** A thousand a second, of anybody. */
    private static void deny(RedisStore bots) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        long due = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            bots.check(CheckRequest.of(Users.id(random.nextInt(USERS)), POST.action()));
            due += BETWEEN_DENIALS_NANOS;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private static void pages(Scale scale, Section section, WindowRig rig) throws InterruptedException {
        WindowRig.await(() -> rig.words("#link-words").startsWith("Live"));
        for (Page page : Page.values()) {
            if (rig.lookup("#page-" + page.word()) == null) {
                continue;
            }
            rig.press("page-" + page.word());
            // Building a page for the first time is not what is measured.
            Thread.sleep(10L * scale.cellMs());
            try (FxProbe probe = FxProbe.start()) {
                long millis = 20L * scale.cellMs();
                Thread.sleep(millis);
                List<Double> lasted = probe.tasksMs();
                Series tasks = Series.of(lasted);
                double busy = lasted.stream().mapToDouble(Double::doubleValue).sum();
                boolean none = lasted.isEmpty();
                section.row(
                        page.word(),
                        Integer.toString(lasted.size()),
                        none ? "" : Series.number(tasks.median(), 1),
                        none ? "" : Series.number(tasks.at(0.99), 1),
                        none ? "" : Series.number(tasks.at(1), 1),
                        Series.number(100 * busy / millis, 1));
            }
        }
    }

    /** The processor time of the whole process while a window polls a community in which nothing happens. */
    private static void idle(Scale scale, Section section) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Series shares = new Series();
        try (MemoryStore store = new MemoryStore(InstantSource.system());
                WindowRig rig = Headless.window(store)) {
            store.check(CheckRequest.of("somebody", "pack_create"));
            WindowRig.await(() -> rig.words("#link-words").startsWith("Live"));
            Thread.sleep(10L * scale.cellMs());
            for (int round = 0; round < scale.rounds(); round++) {
                long before = system.getProcessCpuTime();
                long began = System.nanoTime();
                Thread.sleep(5L * scale.cellMs());
                shares.add(100.0 * (system.getProcessCpuTime() - before) / (System.nanoTime() - began));
            }
        }
        section.say(
                "Idle: a window over a community in which nothing happens, polled once a second, takes %s %% of a core (target < 2), drawing by software included.",
                shares.text(2));
    }
}
