package dev.ratewarden.build.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Scripts in place of the launchers that jpackage makes for Linux, and nothing left that only those used. */
final class LinuxLauncher {

    private static final List<String> UNUSED = List.of(
            "lib/libapplauncher.so",
            "lib/ratewarden.png",
            "lib/app/.jpackage.xml",
            "lib/app/Ratewarden.cfg",
            "lib/app/ratewarden.cfg");

    private LinuxLauncher() {}

    /**
     * @param root the program's folder, as jpackage made it
     * @param jars the class path, in the launchers' order
     */
    static void replace(Path template, Path root, List<Path> jars) throws IOException {
        write(template, root.resolve("bin").resolve(Product.NAME), AppImage.WINDOW_MAIN, JvmMode.LASTING, jars);
        write(
                template,
                root.resolve("bin").resolve(Product.COMMAND),
                AppImage.CONSOLE_MAIN,
                JvmMode.SHORT_COMMAND,
                jars);
        for (String unused : UNUSED) {
            Files.deleteIfExists(root.resolve(unused));
        }
    }

    private static void write(Path template, Path launcher, String main, JvmMode shortMode, List<Path> jars)
            throws IOException {
        Template.write(
                template,
                Map.of(
                        "main", main,
                        "short-mode", String.join(" ", shortMode.own()),
                        "lasting-mode", String.join(" ", JvmMode.LASTING.own()),
                        "options", String.join(" ", JvmMode.COMMON),
                        "cache", AppImage.CACHE,
                        "quiet-cache", String.join(" ", AppImage.QUIET_CACHE),
                        "class-path", classPath(jars)),
                launcher);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static String classPath(List<Path> jars) {
        return jars.stream().map(jar -> "$app/" + jar.getFileName()).collect(Collectors.joining(":"));
    }
}
