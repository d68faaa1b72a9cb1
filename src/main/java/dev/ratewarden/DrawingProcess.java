package dev.ratewarden;

import dev.ratewarden.cli.DashboardLauncher.Request;
import dev.ratewarden.cli.Source;
import dev.ratewarden.moderation.Statistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Draws the dashboard in a process of its own: JavaFX cannot be started a second time where it failed to open a window. */
final class DrawingProcess {

    private DrawingProcess() {}

    /** As {@link dev.ratewarden.cli.DashboardLauncher#draw}. */
    static @Nullable Statistics draw(Request request, Path file, Duration after) {
        ProcessBuilder builder =
                new ProcessBuilder(command(request, file, after)).redirectError(ProcessBuilder.Redirect.INHERIT);
        if (request.source() instanceof Source.Redis redis && redis.uri() != null) {
            // In the environment, for its password would show in the list of processes.
            builder.environment().put("RATEWARDEN_REDIS", redis.uri());
        }
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new UncheckedIOException(new IOException("the drawing process ended with status " + exitCode));
            }
            return statistics(JsonMapper.shared().readTree(printed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while drawing", e));
        }
    }

    private static List<String> command(Request request, Path file, Duration after) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String modules = System.getProperty("jdk.module.path");
        if (modules != null) {
            command.addAll(List.of("--module-path=" + modules, "--add-modules=ALL-MODULE-PATH"));
        }
        command.add("--enable-native-access=ALL-UNNAMED,javafx.graphics");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Ratewarden.class.getName()));
        command.addAll(List.of("--json", "--operator=" + request.operator()));
        switch (request.source()) {
            case null -> {}
            case Source.Demo demo -> command.add("--demo");
            case Source.Redis redis -> {
                if (redis.file() != null) {
                    command.add("--settings=" + redis.file());
                }
                if (redis.prefix() != null) {
                    command.add("--prefix=" + redis.prefix());
                }
            }
        }
        command.add("dashboard");
        if (request.profile() != null) {
            command.add(request.profile().toString());
        }
        command.addAll(List.of("--snapshot=" + file, "--after=" + after.toMillis() / 1_000.0));
        if (request.page() != null) {
            command.add("--page=" + request.page().name().toLowerCase(Locale.ROOT));
        }
        if (request.zoomPercent() != 0) {
            command.add("--zoom=" + request.zoomPercent());
        }
        if (request.theme() != null) {
            command.add("--theme=" + request.theme().name().toLowerCase(Locale.ROOT));
        }
        return command;
    }

    private static @Nullable Statistics statistics(JsonNode printed) {
        return !printed.has("usersTracked")
                ? null
                : new Statistics(
                        printed.get("usersTracked").asLong(),
                        printed.get("highAbuse").asLong(),
                        printed.get("blocked").asLong(),
                        printed.get("banned").asLong(),
                        printed.get("totalViolations").asLong(),
                        printed.get("allowed").asLong(),
                        printed.get("denied").asLong());
    }
}
