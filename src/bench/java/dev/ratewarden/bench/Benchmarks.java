package dev.ratewarden.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the parts that are named, all if none is, and writes their results to the page, on which the others' stay: parts may be measured
 * on different days. {@code --quick} tries them out in a few seconds each and writes the page to {@code target} only.
 */
public final class Benchmarks {

    private static final Path QUICK_PAGE = Path.of("target", "bench", "quick.md");
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
        START(StartSuite::run),
        HOUR(HourSuite::run);

        final Suite suite;

        Part(Suite suite) {
            this.suite = suite;
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
        } catch (Throwable e) {
            // An error, too: a process that stays would look like one that measures.
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
        Scale scale = quick ? Scale.QUICK : Scale.FULL;
        Path page = quick ? QUICK_PAGE : PAGE;
        Map<String, String> sections = quick ? new LinkedHashMap<>() : Page.sections(Files.readString(page));
        for (Part part : named.isEmpty() ? List.of(Part.values()) : named) {
            Section section = measure(part, scale);
            sections.put(section.title(), section.toString());
            // After each part: one that throws takes none of the others with it.
            Files.createDirectories(page.getParent());
            Files.writeString(page, Page.of(scale, sections.values()));
        }
        System.out.println("Written: " + page);
    }

    private static Section measure(Part part, Scale scale) throws Exception {
        System.out.println("== " + part + ", load average " + Machine.load());
        String before = Machine.load();
        Section section = part.suite.run(scale);
        section.say(
                "*Measured on %s at commit %s, on %s; load average before %s, after %s.*",
                java.time.LocalDate.now(java.time.ZoneOffset.UTC),
                Machine.commit(),
                Machine.describe(),
                before,
                Machine.load());
        System.out.println(section);
        return section;
    }
}
