package dev.ratewarden.build.installer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * Makes the installers of the system that it runs on: {@code mvn -Pinstaller -DskipTests package}. Needs the portable folder, and writes
 * to {@code target/dist}; the program's folder stays in {@code target/installer/image}.
 */
public final class Installers {

    /** Lies in the same folder, and is made by another profile. */
    private static final String BILL_OF_MATERIALS = ".cdx.json";

    private static final double MB = 1_000_000;

    private Installers() {}

    /** @param arguments the project's folder, its version, and when it was changed last, as an ISO-8601 instant */
    public static void main(String[] arguments) {
        try {
            if (arguments.length != 3) {
                throw new InstallerException("three arguments are needed; run mvn -Pinstaller -DskipTests package");
            }
            make(Path.of(arguments[0]).toAbsolutePath().normalize(), new Product(arguments[1]), time(arguments[2]));
        } catch (InstallerException | UncheckedIOException | IOException e) {
            System.err.println("installer: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void make(Path project, Product product, FileTime time) throws IOException {
        Os os = Os.of(System.getProperty("os.name", ""));
        String architecture = Product.architecture(System.getProperty("os.arch", ""));
        Path target = project.resolve("target");
        Path portable = target.resolve("ratewarden");
        Path work = Folders.fresh(target.resolve("installer"));
        Path image = image(os, product, portable, project, work, time);
        say("%s, %.1f MB", project.relativize(image), Folders.bytes(image) / MB);
        Path results = Files.createDirectories(target.resolve("dist"));
        for (Path former : Folders.files(results, "")) {
            if (!former.toString().endsWith(BILL_OF_MATERIALS)) {
                Files.delete(former);
            }
        }
        packager(os)
                .make(new Packager.Job(
                        product, architecture, image, project, portable, work, results, time, System.getenv()));
        for (Path result : Folders.files(results, "")) {
            say("%s, %.1f MB", project.relativize(result), Files.size(result) / MB);
        }
    }

    private static Path image(Os os, Product product, Path portable, Path project, Path work, FileTime time)
            throws IOException {
        Path libraries = portable.resolve("lib");
        String mainJar = "%s-%s.jar".formatted(Product.COMMAND, product.version());
        if (!Files.exists(libraries.resolve(mainJar))) {
            throw new InstallerException(
                    "%s is missing; run mvn -Pinstaller -DskipTests package".formatted(libraries.resolve(mainJar)));
        }
        Path jars = Folders.fresh(work.resolve("jars"));
        for (Path jar : Folders.files(libraries, ".jar")) {
            Files.copy(jar, jars.resolve(jar.getFileName()));
        }
        ModuleCheck.require(Folders.files(jars, ".jar"), libraries.resolve("javafx"));
        Path runtime = work.resolve("runtime");
        say("a runtime with %s", String.join(", ", RuntimeImage.MODULES));
        RuntimeImage.make(libraries.resolve("javafx"), work, runtime);
        Path console = Files.writeString(work.resolve("console.properties"), AppImage.consoleLauncher());
        Path target = Folders.fresh(work.resolve("image"));
        Tools.jdk(
                "jpackage",
                AppImage.options(os, product, jars, mainJar, runtime, console, project.resolve("assets"), target));
        Path root = AppImage.root(os, target);
        List<Path> classPath = AppImage.classPath(AppImage.app(os, root));
        if (os == Os.LINUX) {
            LinuxLauncher.replace(project.resolve("installer/linux/launcher"), root, classPath);
        }
        // The cache notes when each library was changed, so that is settled first.
        Folders.date(root, time);
        say("training the ahead-of-time cache");
        AotCache.make(os, root, classPath, work);
        return root;
    }

    private static Packager packager(Os os) {
        return switch (os) {
            case LINUX -> new LinuxPackages();
            case MACOS -> new MacPackages();
            case WINDOWS -> new WindowsPackages();
        };
    }

    /** In whole seconds, and even ones: archives of Windows keep no others. */
    static FileTime time(String text) {
        try {
            long second = Instant.parse(text).getEpochSecond();
            return FileTime.from(Instant.ofEpochSecond(second - second % 2));
        } catch (DateTimeException e) {
            throw new InstallerException(
                    "%s: must be an instant such as 2026-01-01T00:00:00Z; see project.build.outputTimestamp"
                            .formatted(text),
                    e);
        }
    }

    private static void say(String words, Object... values) {
        System.out.println("installer: " + words.formatted(values));
    }
}
