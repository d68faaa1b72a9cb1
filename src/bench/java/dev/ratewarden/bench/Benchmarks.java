package dev.ratewarden.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the parts that are named, all if none is, and writes the result page. {@code --quick} tries them out in a few seconds each and
 * writes the page to {@code target} only.
 */
public final class Benchmarks {

    private static final Path RESULTS = Path.of("target", "bench");
    private static final Path PAGE = Path.of("src", "site", "markdown", "performance.md");

    private enum Part {
        MEMORY(MemorySuite::run),
        HEAP(HeapSuite::run),
        REDIS(RedisSuite::run),
        SERVER(ServerTimeSuite::run),
        SIZE(SizeSuite::run),
        POLL(PollSuite::run),
        OUTAGE(OutageSuite::run),
        WINDOW(WindowSuite::run),
        HOUR(HourSuite::run);

        final Suite suite;

        Part(Suite suite) {
            this.suite = suite;
        }

        /** Parts may be measured on different days: each leaves its result for the page. */
        Path result(boolean quick) {
            return RESULTS.resolve((quick ? "quick-" : "") + name().toLowerCase(java.util.Locale.ROOT) + ".md");
        }
    }

    private interface Suite {
        Section run(Scale scale) throws Exception;
    }

    private Benchmarks() {}

    public static void main(String[] arguments) {
        int status = 0;
        try {
            run(arguments);
        } catch (Exception e) {
            e.printStackTrace();
            status = 1;
        }
        // Clients of peers and a window's toolkit leave threads behind that would keep the process alive.
        System.exit(status);
    }

    private static void run(String[] arguments) throws Exception {
        List<String> words = Stream.of(arguments)
                .flatMap(argument -> Stream.of(argument.split("[ ,]+", 0)))
                .filter(word -> !word.isEmpty())
                .toList();
        boolean quick = words.contains("--quick");
        List<Part> named = words.stream()
                .filter(word -> !word.startsWith("--"))
                .map(word -> Part.valueOf(word.toUpperCase(java.util.Locale.ROOT)))
                .toList();
        for (Part part : named.isEmpty() ? List.of(Part.values()) : named) {
            measure(part, quick);
        }
        Path page = quick ? RESULTS.resolve("quick.md") : PAGE;
        Files.writeString(page, page(quick));
        System.out.println("Written: " + page);
    }

    private static void measure(Part part, boolean quick) throws Exception {
        System.out.println("== " + part + ", load average " + Machine.load());
        String before = Machine.load();
        Section section = part.suite.run(quick ? Scale.QUICK : Scale.FULL);
        section.say(
                "*Measured on %s at commit %s; load average before %s, after %s.*",
                java.time.LocalDate.now(java.time.ZoneOffset.UTC), Machine.commit(), before, Machine.load());
        Files.createDirectories(RESULTS);
        Files.writeString(part.result(quick), section.toString());
        System.out.println(section);
    }

    private static String page(boolean quick) throws IOException {
        List<String> parts = new ArrayList<>();
        for (Part part : Part.values()) {
            if (Files.exists(part.result(quick))) {
                parts.add(Files.readString(part.result(quick)));
            }
        }
        return Page.head(quick ? Scale.QUICK : Scale.FULL) + String.join("", parts) + Page.foot();
    }
}
