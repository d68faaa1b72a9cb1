package dev.ratewarden.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordMatchTest {

    @Test
    void eachTypedPartBeginsAWordInAnyOrder() {
        assertThat(WordMatch.matches("tra aud", "Verify the audit trail")).isTrue();
        assertThat(WordMatch.matches("udit", "Verify the audit trail")).isFalse();
        assertThat(WordMatch.matches("audit reset", "Verify the audit trail")).isFalse();
    }

    @Test
    void whatUndoesSomethingIsFoundByIt() {
        assertThat(WordMatch.matches("ban", "Unban mira…")).isTrue();
        assertThat(WordMatch.matches("ban mira", "Unban mira…")).isTrue();
        assertThat(WordMatch.matches("an", "Unban mira…")).isFalse();
    }

    @Test
    void nothingTypedMatchesEverything() {
        assertThat(WordMatch.matches("", "Overview")).isTrue();
    }

    @Test
    void firstLettersMatch() {
        assertThat(WordMatch.matches("vta", "Verify the audit trail")).isTrue();
        assertThat(WordMatch.matches("vat", "Verify the audit trail")).isFalse();
    }

    @Test
    void caseAndAccentsDoNotMatter() {
        assertThat(WordMatch.matches("UBER", "Über Ratewarden")).isTrue();
        assertThat(WordMatch.matches("über", "Uber")).isTrue();
    }

    @Test
    void percentIsAWord() {
        assertThat(WordMatch.matches("100 %", "Size 100 %")).isTrue();
    }
}
