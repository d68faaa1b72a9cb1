package dev.ratewarden.build.assets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the pictures that are committed into the project in the working directory. {@code icons} makes only what the SVG files give,
 * which is the same every time; {@code screenshots} only the pictures of the window.
 */
public final class Assets {

    private Assets() {}

    /** @param arguments nothing or an empty word for all; {@code icons} or {@code screenshots} for those alone */
    public static void main(String[] arguments) throws InterruptedException {
        String part = arguments.length == 0 ? "" : arguments[0];
        try {
            make(part);
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void make(String part) throws IOException, InterruptedException {
        Path project = Path.of("");
        switch (part) {
            case "" -> {
                writeIcons(project);
                Screenshots.take(project);
            }
            case "icons" -> writeIcons(project);
            case "screenshots" -> Screenshots.take(project);
            default ->
                throw new IOException("-Dassets=" + part + ": must be icons or screenshots, or left out for both");
        }
    }

    private static void writeIcons(Path project) throws IOException {
        for (Map.Entry<Path, byte[]> file :
                IconFiles.of(Icon.in(project.resolve("assets"))).entrySet()) {
            Path path = project.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.write(path, file.getValue());
            System.out.printf("%s, %,d bytes%n", file.getKey(), file.getValue().length);
        }
    }
}
