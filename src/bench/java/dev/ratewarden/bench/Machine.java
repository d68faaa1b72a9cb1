package dev.ratewarden.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What the figures were measured on. */
final class Machine {

    private Machine() {}

    static String describe() {
        return "%d cores (%s), %s of memory, %s %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        property("/proc/cpuinfo", "model name").orElse("processor unknown"),
                        property("/proc/meminfo", "MemTotal").map(Machine::gib).orElse("unknown size"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.version());
    }

    /** How many wanted a core in the last minute, ourselves included. */
    static String load() {
        return Series.number(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), 1);
    }

    /** The commit that is checked out, marked if sources differ from it. */
    static String commit() {
        String changed = git("status", "--porcelain", "--", "src/main", "src/bench", "pom.xml");
        String head = git("rev-parse", "--short=10", "HEAD");
        return (head.isEmpty() ? "unknown" : head) + (changed.isEmpty() ? "" : " with changes");
    }

    private static String git(String... arguments) {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(arguments))
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException noGit) {
            return "";
        }
    }

    private static Optional<String> property(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip());
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    private static String gib(String kilobytes) {
        return Math.round(Long.parseLong(kilobytes.replaceAll("\\D", "")) / 1048576.0) + " GiB";
    }
}
