package dev.ratewarden.build.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program as a folder that runs by itself: two launchers, the libraries, the runtime. */
final class AppImage {

    static final String WINDOW_MAIN = "dev.ratewarden.RatewardenWindow";
    static final String CONSOLE_MAIN = "dev.ratewarden.Ratewarden";
    static final String CACHE = "ratewarden.aot";

    /** A program that was moved or changed runs without the cache, only slower; nobody must read of it at each command. */
    static final List<String> QUIET_CACHE = List.of("-Xlog:aot*=off", "-Xlog:cds*=off");

    private AppImage() {}

    /** The name of the launcher of the command: two that differ in capitals alone are one file to Windows and macOS. */
    static String console(Os os) {
        return os == Os.LINUX ? Product.COMMAND : Product.NAME + "Console";
    }

    static List<String> launcherOptions() {
        List<String> options = new ArrayList<>(JvmMode.LASTING.all());
        options.add("-XX:AOTCache=$APPDIR/" + CACHE);
        options.addAll(QUIET_CACHE);
        return options;
    }

    /** The settings of the second launcher. */
    static String consoleLauncher() {
        return """
                main-class=%s
                java-options=%s
                win-console=true
                win-menu=false
                win-shortcut=false
                """.formatted(CONSOLE_MAIN, String.join(" ", launcherOptions()));
    }

    /**
     * The options of jpackage.
     *
     * @param jars a folder with the libraries and nothing else
     * @param mainJar the name of the one with the main classes
     * @param console a file with {@link #consoleLauncher}
     * @param target the folder in which the image comes to lie
     */
    static List<String> options(
            Os os, Product product, Path jars, String mainJar, Path runtime, Path console, Path icons, Path target) {
        List<String> options = new ArrayList<>(List.of(
                "--type",
                "app-image",
                "--name",
                Product.NAME,
                "--app-version",
                os == Os.MACOS ? product.macVersion() : product.numbers(),
                "--vendor",
                Product.VENDOR,
                "--copyright",
                Product.COPYRIGHT,
                "--description",
                Product.NAME,
                "--input",
                jars.toString(),
                "--main-jar",
                mainJar,
                "--main-class",
                WINDOW_MAIN,
                "--runtime-image",
                runtime.toString(),
                "--icon",
                icons.resolve(icon(os)).toString(),
                "--add-launcher",
                console(os) + "=" + console,
                "--dest",
                target.toString()));
        for (String option : launcherOptions()) {
            options.addAll(List.of("--java-options", option));
        }
        if (os == Os.MACOS) {
            options.addAll(List.of("--mac-package-identifier", Product.IDENTIFIER, "--mac-app-category", "utilities"));
        }
        return options;
    }

    static String icon(Os os) {
        return switch (os) {
            case LINUX -> "icon.png";
            case MACOS -> "icon.icns";
            case WINDOWS -> "icon.ico";
        };
    }

    /** The image's root. */
    static Path root(Os os, Path target) {
        return target.resolve(os == Os.MACOS ? Product.NAME + ".app" : Product.NAME);
    }

    /** The folder with the libraries, {@code $APPDIR} of the launchers. */
    static Path app(Os os, Path root) {
        return switch (os) {
            case LINUX -> root.resolve("lib/app");
            case MACOS -> root.resolve("Contents/app");
            case WINDOWS -> root.resolve("app");
        };
    }

    static Path java(Os os, Path root) {
        Path home = switch (os) {
            case LINUX -> root.resolve("lib/runtime");
            case MACOS -> root.resolve("Contents/runtime/Contents/Home");
            case WINDOWS -> root.resolve("runtime");
        };
        return home.resolve("bin").resolve(os.program("java"));
    }

    /** The class path in the order in which the launchers have it. */
    static List<Path> classPath(Path app) throws IOException {
        String prefix = "app.classpath=$APPDIR";
        List<Path> jars = Files.readAllLines(app.resolve(Product.NAME + ".cfg")).stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> app.resolve(line.substring(prefix.length() + 1)))
                .toList();
        if (jars.isEmpty()) {
            throw new InstallerException("%s names no libraries".formatted(app.resolve(Product.NAME + ".cfg")));
        }
        return jars;
    }
}
