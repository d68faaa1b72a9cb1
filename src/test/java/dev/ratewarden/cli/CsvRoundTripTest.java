package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.moderation.Csv;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an export writes of an id is read as that id, whatever a stranger chose. */
class CsvRoundTripTest {
    private static final List<String> PIECES = List.of(
            "=",
            "+",
            "-",
            "@",
            "'",
            "''",
            "\"",
            ",",
            ";",
            "\\",
            "\\u{",
            "\\u{200b}",
            "\\u{5c}",
            "\\u{20}",
            "u{",
            "}",
            "5c",
            "\u200b",
            "\u202e",
            "\ufeff",
            "\u3164",
            "\ue000",
            "\u00a0",
            "\u3000",
            " ",
            "a",
            "1",
            "é",
            "😀",
            "\\t",
            "#",
            "[");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'=1",
                "''=1",
                "'-5",
                "'",
                "''",
                "-",
                "a\\u{200b}b",
                "\\u{41}",
                "\\u{5c}u{41}",
                " a ",
                " ",
                "a\u200bb"
            })
    void anOddIdComesBack(String id) {
        assertThat(read(Csv.line(List.of("id")) + Csv.line(List.of(id)))).containsExactly(id);
    }

    @Test
    void generatedIdsComeBack() {
        Random random = new Random(7);
        Set<String> ids = new LinkedHashSet<>();
        while (ids.size() < 20_000) {
            ids.add(random.ints(1 + random.nextInt(6), 0, PIECES.size())
                    .mapToObj(PIECES::get)
                    .collect(Collectors.joining()));
        }
        String file =
                ids.stream().map(id -> Csv.line(List.of(id, "x"))).collect(Collectors.joining("", "id,reason\r\n", ""));

        assertThat(read(file)).containsExactlyElementsOf(ids);
    }

    @Test
    void spaceAroundAnIdThatAPersonTypedIsNone() {
        assertThat(read("id,reason\n123 ,x\n\t456,y\n\" 789 \",z\n")).containsExactly("123", "456", "789");
        assertThat(read("id\n\\u{41}\n\\u{ffffff}\n")).containsExactly("\\u{41}", "\\u{ffffff}");
    }

    private static List<String> read(String csv) {
        BanFile file = BanFile.read("test", csv, 0, ZoneOffset.UTC);
        assertThat(file.problems().count()).isZero();
        return file.rows().stream().map(BanRow::id).toList();
    }
}
