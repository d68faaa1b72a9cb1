package dev.ratewarden.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The page of results: the figures, and what stands around them. */
final class Page {

    private static final String MARK = "## ";
    private static final String LAST = MARK + "How to repeat";

    private Page() {}

    /** The parts of a page that was written before, by their titles, in their order. */
    static Map<String, String> sections(String page) {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String text : page.split("(?m)^(?=## )")) {
            if (text.startsWith(MARK) && !text.startsWith(LAST)) {
                sections.put(text.substring(MARK.length(), text.indexOf('\n')), text);
            }
        }
        return sections;
    }

    static String of(Scale scale, Collection<String> sections) {
        return head(scale) + String.join("", sections) + foot();
    }

    private static String head(Scale scale) {
        return """
                # How fast it is

                Written by the benchmarks themselves; each part says on which machine. They are shared and noisy: compare figures of one table, and
                trust ratios more than rates. Every figure is the median of %d rounds in which all took turns, with the lowest and the
                highest round in parentheses. Targets were set beforehand; "earlier" are figures of the same peers, and of a prototype
                of ours, on a machine of this kind before this code was written.

                """.formatted(scale.rounds());
    }

    private static String foot() {
        return """
                ## How to repeat

                `mvn -Pbench test` runs everything in an hour and a half, one hour of it the last part; it starts the Redis that it needs,
                and writes this page.
                `-Dbench="redis poll"` runs only some of memory, heap, redis, server, size, poll, outage, window, start, hour; the others' results
                stay on the page. `start` measures what
                `mvn -Pinstaller -DskipTests package` made before. `-Dbench=--quick` only tries whether everything runs. The sources are in `src/bench/java`.
                """;
    }
}
