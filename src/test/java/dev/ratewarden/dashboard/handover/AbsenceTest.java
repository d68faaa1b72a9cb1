package dev.ratewarden.dashboard.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.handover.Absence.Kind;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.events.SecurityEvent.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbsenceTest {

    private static final long NOW = 1_750_000_000_000L;
    private static final long SINCE = NOW - 9 * 3_600_000L;

    private static SecurityEvent event(String type, long atMs) {
        return new SecurityEvent(atMs, type, Severity.INFO, "42", null, null, 0, 0);
    }

    @Test
    void countsByWhatModeratorsCallIt() {
        List<SecurityEvent> events = List.of(
                event(EventTypes.USER_AUTO_BLOCKED, NOW - 1),
                event(EventTypes.USER_AUTO_BLOCKED, NOW - 2),
                event(EventTypes.HIGH_ABUSE_SCORE_LIMIT, NOW - 3),
                event(EventTypes.USER_BANNED, NOW - 4),
                event(EventTypes.USER_UNBANNED, NOW - 5),
                event(EventTypes.USER_RESET, NOW - 6),
                event(EventTypes.ACTION_UNDONE, NOW - 7),
                event(EventTypes.COORDINATED_ABUSE, NOW - 8),
                event(EventTypes.rateLimitExceeded("payment"), NOW - 9),
                event(EventTypes.USER_EXEMPTED, NOW - 10),
                event(EventTypes.USER_UNEXEMPTED, NOW - 11));

        Absence absence = Absence.of(events, SINCE, NOW);

        assertThat(absence.count(Kind.BLOCKS)).isEqualTo(2);
        assertThat(absence.count(Kind.BANS)).isEqualTo(1);
        assertThat(absence.count(Kind.REVERSALS)).isEqualTo(3);
        assertThat(absence.count(Kind.RAIDS)).isEqualTo(1);
        assertThat(absence.keptSinceMs()).isNull();
        assertThat(absence.isQuiet()).isFalse();
    }

    @Test
    void whatWasBeforeTheLastVisitDoesNotCount() {
        Absence absence = Absence.of(List.of(event(EventTypes.USER_BANNED, SINCE - 1)), SINCE, NOW);

        assertThat(absence.isQuiet()).isTrue();
    }

    @Test
    void whereEventsMayHaveMadeRoomForNewerOnesItSaysSinceWhenTheyAreKept() {
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < 999; i++) {
            events.add(event(EventTypes.rateLimitExceeded("payment"), NOW - i * 1_000L));
        }
        assertThat(Absence.of(events, SINCE, NOW).keptSinceMs())
                .as("fewer than any store keeps")
                .isNull();

        events.add(event(EventTypes.USER_AUTO_BLOCKED, NOW - 5_000_000));

        assertThat(Absence.of(events, SINCE, NOW).keptSinceMs()).isEqualTo(NOW - 5_000_000);
    }

    @Test
    void theAuditTrailIsKeptAndMakesNoDoubt() {
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            events.add(event(EventTypes.USER_BANNED, NOW - i));
        }

        Absence absence = Absence.of(events, SINCE, NOW);

        assertThat(absence.count(Kind.BANS)).isEqualTo(5_000);
        assertThat(absence.keptSinceMs()).isNull();
    }

    @Test
    void theLengthIsSaidRoughly() {
        assertThat(AbsenceStrip.ago(9 * 3_600_000L + 1_234_567)).isEqualTo("9 h");
        assertThat(AbsenceStrip.ago(12 * 60_000L + 34_000)).isEqualTo("12 min");
        assertThat(AbsenceStrip.ago(47 * 3_600_000L)).isEqualTo("1 d 23 h");
        assertThat(AbsenceStrip.ago(75 * 3_600_000L)).isEqualTo("3 d");
    }
}
