package dev.ratewarden.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
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
    void whatBeginsAsItWasTypedIsMeantRatherThanWhatHoldsIt() {
        List<String> offered =
                List.of("Verify audit", "Unban mira…", "Note about mira…", "Ban mira…", "About Ratewarden");
        assertThat(ranked("about", offered)).containsExactly("About Ratewarden", "Note about mira…");
        assertThat(ranked("ban", offered)).containsExactly("Ban mira…", "Unban mira…");
        assertThat(ranked("mira", offered)).containsExactly("Unban mira…", "Note about mira…", "Ban mira…");
        assertThat(ranked("va", offered)).containsExactly("Verify audit");
    }

    private static List<String> ranked(String typed, List<String> offered) {
        return offered.stream()
                .filter(words -> WordMatch.matches(typed, words))
                .sorted(Comparator.comparingInt(words -> WordMatch.distance(typed, words)))
                .toList();
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
