package dev.ratewarden.bench;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The memory store by JMH: each round runs every benchmark once, in a process of its own. */
final class MemorySuite {

    /** @param target what is aimed at, or what was measured before */
    private record Row(String benchmark, String title, String target) {}

    private static final List<Row> ROWS = List.of(
            new Row("floorWithoutClock", "floor: a look-up and a compare-and-set", "earlier 5–12 M"),
            new Row("floor", "the same and a reading of the clock", "earlier 1.3–1.7 M"),
            new Row("allowed", "**Ratewarden, allowed**", "≥ 0.9 of the floor with clock; 2 threads ≥ 1.8 × 1"),
            new Row("denied", "**Ratewarden, denied** (a violation)", "≥ 0.5 of allowed"),
            new Row("frontDoor", "**Ratewarden, allowed**, with request and `Decision`", ""),
            new Row("bucket4jAllowed", "Bucket4j, allowed", "earlier 0.4–0.7 M; ours ≥ 2 ×"),
            new Row("bucket4jDenied", "Bucket4j, denied", ""),
            new Row("guava", "Guava, allowed", "earlier 0.9–1.2 M"),
            new Row("resilience4j", "Resilience4j, allowed", "earlier 0.8 M"));

    private MemorySuite() {}

    static Section run(Scale scale) throws RunnerException {
        Figures<String> one = new Figures<>();
        Figures<String> two = new Figures<>();
        for (int round = 0; round < scale.rounds(); round++) {
            measure(scale, 1, one);
            measure(scale, 2, two);
        }
        Section section = new Section("In memory");
        section.say(
                "Checks over %,d users, in thousands a second (JMH). A peer decides a limit alone; ours is the complete check:"
                        + " exemption, ban, block, score, limit, statistics.",
                MemoryBenchmark.USERS);
        section.head(
                "", "1 thread", "of the floor", "2 threads", "of the floor", "2 threads by 1", "target, or earlier");
        for (Row row : ROWS) {
            Series single = one.of(row.benchmark());
            Series twin = two.of(row.benchmark());
            section.row(
                    row.title(),
                    single.text(0),
                    single.over(one.of("floor")).text(2),
                    twin.text(0),
                    twin.over(two.of("floor")).text(2),
                    twin.over(single).text(2),
                    row.target());
        }
        section.endTable();
        return section;
    }

    private static void measure(Scale scale, int threads, Figures<String> rates) throws RunnerException {
        TimeValue time = TimeValue.milliseconds(scale.cellMs());
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(MemoryBenchmark.class.getName())
                        .threads(threads)
                        .forks(1)
                        .jvmArgs("-Xms2g", "-Xmx2g")
                        .warmupIterations(1)
                        .warmupTime(time)
                        .measurementIterations(1)
                        .measurementTime(time)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        for (RunResult result : results) {
            rates.add(
                    result.getPrimaryResult().getLabel(),
                    result.getPrimaryResult().getScore() / 1e3);
        }
    }
}
