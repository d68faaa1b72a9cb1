package dev.ratewarden.build.installer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A Java runtime with the modules that the program needs and JavaFX in it. JavaFX' native libraries lie beside the JDK's, where they are
 * loaded from; in the jar they would be unpacked into a folder in each user's home at the first start.
 */
final class RuntimeImage {

    /**
     * What the program and its libraries use on the class path; JavaFX adds what it requires itself. Management is for the pool of a
     * library, jdk.unsupported for JavaFX and a library that reaches for memory themselves.
     */
    static final List<String> MODULES = List.of(
            "java.base",
            "java.desktop",
            "java.logging",
            "java.management",
            "java.net.http",
            "jdk.unsupported",
            "javafx.controls");

    /** A jar of this system, such as javafx-graphics-26.0.2-linux.jar; the others of JavaFX are empty. */
    private static final Pattern JAR =
            Pattern.compile("javafx-([a-z]+)-[0-9][0-9.]*-(?:linux|mac|win)(?:-[a-z0-9]+)?\\.jar");

    private static final Pattern LIBRARY = Pattern.compile("[^/]+\\.(?:so|dylib|dll)");

    private RuntimeImage() {}

    /** @param jars the folder with JavaFX' jars */
    static void make(Path jars, Path work, Path image) throws IOException {
        Path modules = Folders.fresh(work.resolve("modules"));
        for (Path jar : Folders.files(jars, ".jar")) {
            Matcher name = JAR.matcher(jar.getFileName().toString());
            if (name.matches()) {
                module("javafx." + name.group(1), jar, Folders.fresh(work.resolve("javafx")), modules);
            }
        }
        if (Folders.files(modules, ".jmod").isEmpty()) {
            throw new InstallerException(
                    "%s: there is no jar of JavaFX for this system; build with mvn -Pinstaller package"
                            .formatted(jars));
        }
        Folders.delete(image);
        Tools.jdk("jlink", options(modules, image));
    }

    static List<String> options(Path modules, Path image) {
        return List.of(
                "--module-path",
                modules.toString(),
                "--add-modules",
                String.join(",", MODULES),
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                // What is packed already cannot be packed well once more, and is slower to start.
                "--compress",
                "zip-0",
                "--output",
                image.toString());
    }

    private static void module(String name, Path jar, Path work, Path modules) throws IOException {
        Path classes = Files.createDirectories(work.resolve("classes"));
        Path libraries = Files.createDirectories(work.resolve("libraries"));
        try (ZipFile zip = new ZipFile(jar.toFile());
                Stream<? extends ZipEntry> entries = zip.stream()) {
            entries.filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("META-INF/"))
                    .forEach(entry -> {
                        boolean library = LIBRARY.matcher(entry.getName()).matches();
                        if (!(library && bringsTheJdk(Path.of(System.getProperty("java.home")), entry.getName()))) {
                            unpack(zip, entry, library ? libraries : classes);
                        }
                    });
        }
        List<String> options = new ArrayList<>(List.of("create", "--class-path", classes.toString()));
        if (!Folders.files(libraries, "").isEmpty()) {
            options.addAll(List.of("--libs", libraries.toString()));
        }
        options.add(modules.resolve(name + ".jmod").toString());
        Tools.jdk("jmod", options);
    }

    /** On Windows both bring Microsoft's runtime libraries, and jlink takes no file twice. */
    static boolean bringsTheJdk(Path home, String library) {
        return library.endsWith(".dll") && Files.exists(home.resolve("bin").resolve(library));
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path folder) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
            throw new InstallerException("%s: %s would lie outside".formatted(zip.getName(), entry.getName()));
        }
        try (var in = zip.getInputStream(entry)) {
            Files.createDirectories(file.getParent());
            Files.copy(in, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
