package dev.ratewarden.bench;

import dev.ratewarden.limiter.InvalidRequestException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long the packaged program takes from its start to the first figures on the screen, beside plain {@code java} with the same libraries.
 * Both are started in turns, without a display, and ended as soon as they log that the figures are there.
 */
final class StartSuite {

    private static final Path IMAGE = Path.of("target", "installer", "image", "Ratewarden");
    private static final Path PORTABLE = Path.of("target", "ratewarden", "lib");
    private static final String MARK = "first figures shown";
    private static final String PACKAGED = "packaged";
    private static final String PLAIN = "plain java";

    /** How often each is started: of a start there is no rate to measure for a while. */
    private static final int STARTS_OF_A_ROUND = 2;

    /** @param name of the row */
    private record Scene(String name, boolean window, List<String> arguments) {}

    private StartSuite() {}

    static Section run(Scale scale) throws Exception {
        if (!Files.isDirectory(IMAGE)) {
            throw new InvalidRequestException(
                    "%s is missing; run mvn -Pinstaller -DskipTests package first".formatted(IMAGE));
        }
        int starts = scale.rounds() * STARTS_OF_A_ROUND;
        Section section = new Section("Start");
        section.say(
                "Seconds from the start of the process to the first figures on the screen, or to the end of the command; medians of %d starts each, taken in turns. "
                        + "Packaged: the launcher, runtime and ahead-of-time cache of the installers. Plain: the JDK's own `java`, the same libraries, no cache but the JDK's.",
                starts);
        section.head("what", PACKAGED + ", s", PLAIN + ", s", "packaged / plain", "target");
        try (BenchRedis redis = new BenchRedis()) {
            populate(redis);
            for (Scene scene : scenes(redis)) {
                measure(section, scene, starts);
            }
        }
        section.endTable();
        return section;
    }

    private static List<Scene> scenes(BenchRedis redis) {
        String there = "--redis=" + redis.uri();
        return List.of(
                new Scene("window over the demo, which lives two days first", true, List.of("--demo")),
                new Scene("window over a Redis", true, List.of(there)),
                new Scene("`ratewarden status`", false, List.of(there, "status")),
                new Scene("`ratewarden --help`", false, List.of("--help")));
    }

    private static void populate(BenchRedis redis) throws Exception {
        List<String> command =
                command(PLAIN, List.of("--redis=" + redis.uri(), "simulate", "--seconds=5", "--speed=1000"));
        if (new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                != 0) {
            throw new IllegalStateException("the community to look at was not made");
        }
    }

    private static void measure(Section section, Scene scene, int starts) throws Exception {
        Figures<String> seconds = new Figures<>();
        // Unmeasured: what comes first reads the files from the disk for both.
        for (String way : List.of(PACKAGED, PLAIN)) {
            seconds(scene, way);
        }
        for (int i = 0; i < starts; i++) {
            for (String way : List.of(PACKAGED, PLAIN)) {
                seconds.add(way, seconds(scene, way));
            }
        }
        Series packaged = seconds.of(PACKAGED);
        Series plain = seconds.of(PLAIN);
        section.row(
                scene.name,
                packaged.text(2),
                plain.text(2),
                packaged.over(plain).text(2),
                scene.window ? "at most 0.5" : "");
    }

    private static double seconds(Scene scene, String way) throws Exception {
        Path picture = Files.createTempFile("start", ".png");
        try {
            List<String> arguments = new ArrayList<>(scene.arguments);
            if (scene.window) {
                arguments.addAll(List.of("dashboard", "--after=60", "--snapshot=" + picture));
            }
            ProcessBuilder builder = new ProcessBuilder(command(way, arguments)).redirectErrorStream(true);
            builder.environment().put("RATEWARDEN_LOG", "debug");
            long before = System.nanoTime();
            Process process = builder.start();
            try {
                await(scene, process);
                return (System.nanoTime() - before) / 1e9;
            } finally {
                process.destroyForcibly().waitFor();
            }
        } finally {
            Files.delete(picture);
        }
    }

    private static void await(Scene scene, Process process) throws IOException, InterruptedException {
        try (BufferedReader lines = process.inputReader()) {
            String last = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (scene.window && line.contains(MARK)) {
                    return;
                }
                last = line;
            }
            if (scene.window || process.waitFor() != 0) {
                throw new IllegalStateException("%s ended early: %s".formatted(scene.name, last));
            }
        }
    }

    private static List<String> command(String way, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (way.equals(PACKAGED)) {
            command.add(IMAGE.resolve("bin/ratewarden").toAbsolutePath().toString());
        } else {
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--module-path=" + PORTABLE.resolve("javafx"),
                    "--add-modules=ALL-MODULE-PATH",
                    "--enable-native-access=ALL-UNNAMED,javafx.graphics",
                    "-cp",
                    classPath(),
                    "dev.ratewarden.Ratewarden"));
        }
        command.addAll(arguments);
        return command;
    }

    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(PORTABLE)) {
            return jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .map(Path::toString)
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
