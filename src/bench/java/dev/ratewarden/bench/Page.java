package dev.ratewarden.bench;

/** What stands around the figures. */
final class Page {

    private Page() {}

    static String head(Scale scale) {
        return """
                # How fast it is

                Written by the benchmarks themselves, on %s. That machine is shared and noisy: compare figures of one table, and
                trust ratios more than rates. Every figure is the median of %d rounds in which all took turns, with the lowest and the
                highest round in parentheses. Targets were set beforehand; "earlier" are figures of the same peers, and of a prototype
                of ours, on a machine of this kind before this code was written.

                """
                .formatted(Machine.describe(), scale.rounds());
    }

    static String foot() {
        return """
                ## How to repeat

                `mvn -Pbench test` runs everything in about a quarter of an hour, starts the Redis that it needs, and writes this page.
                `-Dbench="redis poll"` runs only some of memory, heap, redis, server, size, poll, outage; the others' latest results in
                `target/bench` stay on the page. `-Dbench=--quick` only tries whether everything runs. The sources are in `src/bench/java`.
                """;
    }
}
