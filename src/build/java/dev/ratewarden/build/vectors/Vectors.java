package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.RateLimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the golden vectors into the project in the working directory: the same bytes every time. */
public final class Vectors {

    /** Where they stand in the project, and so on its site. */
    public static final Path DIRECTORY = Path.of("src/site/resources/vectors");

    private static final String INDEX = "index.json";

    /** Actions without a policy are wanted here. Held, or the setting would be lost. */
    private static final Logger LIMITER_LOG = Logger.getLogger(RateLimiter.class.getName());

    private Vectors() {}

    public static void main(String[] arguments) {
        LIMITER_LOG.setLevel(Level.OFF);
        try {
            Map<String, String> files = files();
            Files.createDirectories(DIRECTORY);
            removeOthers(files);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(DIRECTORY.resolve(file.getKey()), file.getValue());
                System.out.printf(
                        "%s, %,d bytes%n", file.getKey(), file.getValue().length());
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void removeOthers(Map<String, String> files) throws IOException {
        try (Stream<Path> there = Files.list(DIRECTORY)) {
            there.filter(file -> !files.containsKey(String.valueOf(file.getFileName())))
                    .forEach(Vectors::remove);
        }
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files by their names, the index among them. */
    public static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        files.put("keys.json", VectorText.of(KeyVectors.json()));
        files.put("arguments.json", VectorText.of(ArgumentVectors.json()));
        files.put("invalid.json", VectorText.of(InvalidVectors.json()));
        files.put("waits.json", VectorText.of(WaitVectors.json()));
        replays().forEach(file -> files.put(file.name() + ".json", VectorText.of(file.json())));
        ObjectNode index = VectorText.JSON.createObjectNode().put("version", 1);
        ArrayNode names = index.putArray("files");
        files.keySet().forEach(names::add);
        files.put(INDEX, VectorText.of(index));
        return files;
    }

    private static List<VectorFile> replays() {
        List<VectorFile> all = new ArrayList<>();
        all.addAll(LimitVectors.files());
        all.add(ScoreVectors.file());
        all.add(StandingVectors.file());
        all.addAll(PolicyVectors.files());
        all.addAll(ChangeVectors.files());
        all.add(ActVectors.file());
        all.addAll(GeneratedVectors.files());
        return all;
    }
}
