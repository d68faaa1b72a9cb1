package dev.ratewarden.dashboard.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.moderation.ActionMinute;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopActionsTest {

    private static final long MINUTE = 60_000;
    private static final long NOW = 29_000_000;

    /** Action n is allowed n times and denied once, in each of these minutes. */
    private static TrafficMinutes minutes(int actions, int known) {
        TreeMap<Long, List<ActionMinute>> over = new TreeMap<>();
        for (long minute = NOW - known; minute < NOW; minute++) {
            over.put(minute, rows(minute, actions));
        }
        return TrafficMinutes.of(over, NOW * MINUTE + 30_000);
    }

    private static List<ActionMinute> rows(long minute, int actions) {
        List<ActionMinute> rows = new ArrayList<>();
        IntStream.rangeClosed(1, actions)
                .forEach(n -> rows.add(new ActionMinute(minute * MINUTE, "action_" + n, n, 1, 0)));
        return rows;
    }

    @Test
    void mostChecksStandFirstAndTheRestIsSummed() {
        TopActions top = TopActions.of(minutes(12, 60), 60);

        assertThat(top.top())
                .extracting(ActionShare::action)
                .containsExactly(
                        "action_12",
                        "action_11",
                        "action_10",
                        "action_9",
                        "action_8",
                        "action_7",
                        "action_6",
                        "action_5");
        assertThat(top.otherCount()).isEqualTo(4);
        assertThat(top.others()).isNotNull().satisfies(others -> {
            assertThat(others.allowed()).isEqualTo(60 * (1 + 2 + 3 + 4));
            assertThat(others.denied()).isEqualTo(60 * 4);
        });
    }

    @Test
    void aNinthActionIsNamedRatherThanCalledOneOther() {
        TopActions top = TopActions.of(minutes(9, 60), 60);

        assertThat(top.top()).hasSize(9);
        assertThat(top.others()).isNull();
    }

    @Test
    void saysHowMuchOfTheSpanIsKnown() {
        TopActions top = TopActions.of(minutes(2, 45), 360);

        assertThat(top.spanMinutes()).isEqualTo(360);
        assertThat(top.knownMinutes()).isEqualTo(45);
    }

    @Test
    void aShareCountsAsManyMinutesAsAsked() {
        List<ActionShare> shares = minutes(3, 60).shares(5);

        assertThat(shares)
                .filteredOn(share -> share.action().equals("action_3"))
                .singleElement()
                .satisfies(share -> {
                    assertThat(share.allowed()).isEqualTo(15);
                    assertThat(share.deniedShare()).isEqualTo(0.25);
                });
        assertThat(shares).noneMatch(share -> share.action().equals("unheard_of"));
    }

    @Test
    void ofEqualOnesTheNameDecidesSoThatRowsDoNotFlicker() {
        TreeMap<Long, List<ActionMinute>> over = new TreeMap<>();
        over.put(
                NOW - 1,
                List.of(
                        new ActionMinute((NOW - 1) * MINUTE, "b", 1, 0, 0),
                        new ActionMinute((NOW - 1) * MINUTE, "a", 0, 1, 0)));

        assertThat(TrafficMinutes.of(over, NOW * MINUTE).shares(60))
                .extracting(ActionShare::action)
                .containsExactly("a", "b");
    }
}
