package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void onlyOneIsSingular() {
        assertThat(Words.plural(1, "policy")).isEqualTo("1 policy");
        assertThat(Words.plural(2_000, "entry")).isEqualTo("2,000 entries");
        assertThat(Words.plural(0, "day")).isEqualTo("0 days");
        assertThat(Words.plural(2, "user")).isEqualTo("2 users");
    }

    @Test
    void numbersStandToTheRightAndNoLineEndsInSpaces() {
        Table table = new Table("NAME", ">N", "NOTE").row("a", "1", "x").row("bcdef", "1,234", "");

        assertThat(table).hasToString("NAME       N  NOTE\na          1  x\nbcdef  1,234");
    }

    @Test
    void wideCharactersTakeTwoCellsAndCombiningMarksNone() {
        Table table = new Table("", "").row("日本", "x").row("e\u0301abc", "y");

        assertThat(table).hasToString("日本  x\ne\u0301abc  y");
    }

    @Test
    void aRowOfAnotherLengthIsAMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Table("A").row("1", "2"));
    }
}
