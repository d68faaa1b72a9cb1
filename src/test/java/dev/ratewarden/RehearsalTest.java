package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How several commands are told apart. */
class RehearsalTest {

    @Test
    void aPlusStandsBetweenTwoCommandsAndWordsStayWhole() {
        assertThat(Rehearsal.commands(List.of("--demo", "status", "+", "ban", "a b", "+", "users")))
                .containsExactly(List.of("--demo", "status"), List.of("ban", "a b"), List.of("users"));
    }

    @Test
    void oneCommandNeedsNone() {
        assertThat(Rehearsal.commands(List.of("status"))).containsExactly(List.of("status"));
    }
}
