package dev.ratewarden.build.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.store.StorePorts;
import dev.ratewarden.store.memory.MemoryStore;
import dev.ratewarden.store.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The golden vectors are what the generator writes, and every store answers as they say. */
class VectorsTest {

    private static final int MOST_BYTES = 5_000_000;

    static Stream<String> files() {
        return VectorReplay.files();
    }

    @Test
    void theFilesAreWhatTheGeneratorWrites() throws IOException {
        Map<String, String> committed = new TreeMap<>();
        try (Stream<Path> files = Files.list(Vectors.DIRECTORY)) {
            for (Path file : files.toList()) {
                committed.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        Map<String, String> made = Vectors.files();
        assertThat(committed.keySet())
                .as("mvn -Pvectors process-test-classes writes them anew")
                .isEqualTo(made.keySet());
        made.forEach((name, text) -> assertThat(committed.get(name)).as(name).isEqualTo(text));
    }

    @Test
    void theyAreSmallEnoughToBeCarried() {
        int bytes = Vectors.files().values().stream().mapToInt(String::length).sum();
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aStepIsALine(String name) throws IOException {
        long steps = VectorReplay.read(name)
                .get("cases")
                .valueStream()
                .mapToLong(one -> one.get("steps").size()
                        + one.get("setup").path("before").size())
                .sum();
        try (Stream<String> lines = Files.lines(Vectors.DIRECTORY.resolve(name))) {
            assertThat(lines.filter(line -> line.stripLeading().startsWith("{\"at\":")))
                    .hasSize((int) steps);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theModelAnswersSo(String name) {
        assertThat(VectorReplay.differences(
                        VectorReplay.read(name), WithoutRedis.of(clock -> StorePorts.of(new ModelStore(clock)))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void theMemoryStoreAnswersSo(String name) {
        assertThat(differencesInMemory(VectorReplay.read(name))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"remaining\":3 | \"remaining\":4",
                "\"retryAfterMs\":720000 | \"retryAfterMs\":720001",
                "\"resetAtMs\":1800061200000 | \"resetAtMs\":1800061200001",
                "\"limit\":5,\"remaining\" | \"limit\":6,\"remaining\"",
                "\"allowed\":false | \"allowed\":true",
                "\"violations\":1 | \"violations\":2",
                "\"notifyUser\":true | \"notifyUser\":false",
                "in 12 min | in 13 min",
                "\"error\":\"COST_EXCEEDS_LIMIT\" | \"error\":\"NO\""
            })
    void aChangedFigureIsFound(String figure, String changed) throws IOException {
        String text = Files.readString(Vectors.DIRECTORY.resolve("token-bucket.json"));
        JsonNode other = VectorText.JSON.readTree(text.replaceFirst(Pattern.quote(figure), changed));
        assertThat(differencesInMemory(other)).hasSize(1);
    }

    private static List<String> differencesInMemory(JsonNode file) {
        return VectorReplay.differences(file, WithoutRedis.of(clock -> StorePorts.of(new MemoryStore(clock))));
    }
}
