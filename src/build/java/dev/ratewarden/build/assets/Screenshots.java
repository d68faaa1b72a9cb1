package dev.ratewarden.build.assets;

import dev.ratewarden.ChildJvm;
import dev.ratewarden.Ratewarden;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * The pictures of the window that README and guides show, taken by the product's own command, each in a process of its own. The demo behind
 * them is live: its figures, ids and times are a little different every time, so no test compares them.
 */
final class Screenshots {

    /** So many seconds, and every page has all its figures: a whole day of minutes is read bit by bit. */
    private static final String AFTER_S = "14";

    private record Shot(String file, String page, String theme) {}

    private static final List<Shot> SHOTS = List.of(
            new Shot("overview-dark.png", "OVERVIEW", "DARK"),
            new Shot("overview-light.png", "OVERVIEW", "LIGHT"),
            new Shot("users-dark.png", "USERS", "DARK"),
            new Shot("policies-light.png", "POLICIES", "LIGHT"),
            new Shot("activity-light.png", "ACTIVITY", "LIGHT"));

    private Screenshots() {}

    static void take(Path project) throws IOException, InterruptedException {
        Path folder = project.resolve("assets");
        for (Shot shot : SHOTS) {
            Path file = folder.resolve(shot.file);
            run(
                    file,
                    List.of(),
                    Ratewarden.class,
                    "--demo",
                    "dashboard",
                    "--snapshot=" + file,
                    "--after=" + AFTER_S,
                    "--page=" + shot.page,
                    "--theme=" + shot.theme,
                    "--operator=robin");
        }
        run(folder, List.of("-Dglass.platform=Headless", "-Dprism.order=sw"), GuidePictures.class, folder.toString());
    }

    /** In a process started as this one was: with JavaFX on the module path. */
    private static void run(Path made, List<String> options, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder process = ChildJvm.running(program, arguments);
        process.command().addAll(1, ManagementFactory.getRuntimeMXBean().getInputArguments());
        process.command().addAll(1, options);
        process.command().add(1, "-Duser.timezone=UTC");
        int status = process.inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("%s: the dashboard drew no picture, exit code %d".formatted(made, status));
        }
    }
}
