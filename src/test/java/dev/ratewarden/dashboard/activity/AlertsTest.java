package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.activity.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.Test;

class AlertsTest {

    private final AtomicLong now = new AtomicLong(NOW);
    private final SimpleBooleanProperty wanted = new SimpleBooleanProperty(true);
    private final Set<String> quiet = new HashSet<>();
    private final List<Alerts.Notice> told = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private final Alerts alerts = new Alerts(
            () -> Instant.ofEpochMilli(now.get()),
            new Alerts.Wishes(wanted, quiet),
            told::add,
            new Alerts.Doors(opened::add, () -> opened.add("the page")));

    @Test
    void aBlockIsToldWithItsSentenceAndAPressOpensTheUser() {
        alerts.arrived(List.of(blocked(1, "mira")));

        assertThat(told).singleElement().satisfies(notice -> {
            assertThat(notice.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(notice.title()).isEqualTo("Critical");
            assertThat(notice.words()).isEqualTo("mira 1");
            notice.open().run();
        });
        assertThat(opened).containsExactly("mira");
    }

    @Test
    void theSameAboutTheSameUserIsToldOnceInFiveMinutes() {
        alerts.arrived(List.of(blocked(1, "mira")));
        now.addAndGet(299_999);
        alerts.arrived(List.of(blocked(2, "mira")));
        assertThat(told).hasSize(1);

        now.addAndGet(1);
        alerts.arrived(List.of(blocked(3, "mira")));
        assertThat(told).hasSize(2);
    }

    @Test
    void aClockThatIsSetBackSilencesNobody() {
        alerts.arrived(List.of(blocked(1, "mira")));
        now.addAndGet(-3_600_000);
        alerts.arrived(List.of(blocked(2, "mira")));
        assertThat(told).hasSize(2);

        now.addAndGet(300_000);
        alerts.arrived(List.of(blocked(3, "mira")));
        assertThat(told).hasSize(3);
    }

    @Test
    void whoIsBlockedAndKeepsAskingIsToldOfOnce() {
        alerts.arrived(List.of(blocked(1, "mira"), Samples.event(2, NOW, EventTypes.HIGH_ABUSE_SCORE_LIMIT, "mira")));

        assertThat(told).extracting(Alerts.Notice::words).containsExactly("mira 1");
    }

    @Test
    void whatIsWorseAboutTheSameUserIsToldToo() {
        alerts.arrived(List.of(blocked(1, "mira"), Samples.event(2, NOW, EventTypes.COORDINATED_ABUSE, "mira")));

        assertThat(told).hasSize(2);
    }

    @Test
    void ofMoreThanThreeAtOnceOneSaysHowMany() {
        alerts.arrived(List.of(blocked(1, "a"), blocked(2, "b"), blocked(3, "c"), blocked(4, "d")));

        assertThat(told).singleElement().satisfies(notice -> {
            assertThat(notice.title()).isEqualTo("4 urgent events");
            assertThat(notice.words()).isEqualTo("Among them: d 4");
            notice.open().run();
        });
        assertThat(opened).containsExactly("the page");
    }

    @Test
    void ofAFloodThatGoesOnNoMoreThanOneIsToldInFiveSeconds() {
        for (int second = 0; second < 10; second++) {
            List<Entry> wave = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                wave.add(blocked(i, "user-" + second + "-" + i));
            }
            alerts.arrived(wave);
            now.addAndGet(1_000);
        }
        alerts.arrived(List.of());

        assertThat(told)
                .extracting(Alerts.Notice::title)
                .containsExactly("1\u00a0000 urgent events", "5\u00a0000 urgent events", "4\u00a0000 urgent events");
    }

    @Test
    void thoseThatComeSoonAfterThreeAreToldTogether() {
        alerts.arrived(List.of(blocked(1, "a"), blocked(2, "b"), blocked(3, "c")));
        assertThat(told).hasSize(3);
        alerts.arrived(List.of(blocked(4, "d"), blocked(5, "e")));

        assertThat(told.getLast().title()).isEqualTo("2 urgent events");
    }

    @Test
    void whoeverSilencedThemIsToldNothingButTheBadgeCounts() {
        wanted.set(false);
        alerts.arrived(List.of(blocked(1, "mira"), blocked(2, "kettle")));

        assertThat(told).isEmpty();
        assertThat(alerts.badgeProperty().get()).isEqualTo("2 new");
    }

    @Test
    void ofATypeThatSomebodySilencedNothingIsTold() {
        quiet.add(EventTypes.USER_AUTO_BLOCKED);
        alerts.arrived(List.of(blocked(1, "mira"), Samples.event(2, NOW, EventTypes.HIGH_ABUSE_SCORE_LIMIT, "mira")));

        assertThat(told).extracting(Alerts.Notice::words).containsExactly("mira 2");
    }

    @Test
    void theBadgeStartsAnewOnceSomebodyLooked() {
        alerts.arrived(List.of(blocked(1, "mira")));
        assertThat(alerts.badgeProperty().get()).isEqualTo("1 new");

        alerts.looking(true);
        assertThat(alerts.badgeProperty().get()).isEmpty();
        alerts.arrived(List.of(blocked(2, "kettle")));
        assertThat(alerts.badgeProperty().get()).as("while somebody looks").isEmpty();
        alerts.looking(false);
        alerts.arrived(List.of(blocked(3, "nova")));
        assertThat(alerts.badgeProperty().get()).isEqualTo("1 new");
    }

    @Test
    void aRaidIsAnEmergencyAndOpensThePage() {
        alerts.arrived(List.of(Samples.about(1, EventTypes.COORDINATED_ABUSE, Map.of("users", "12"))));

        assertThat(told).singleElement().satisfies(notice -> {
            assertThat(notice.title()).isEqualTo("Emergency");
            notice.open().run();
        });
        assertThat(opened).containsExactly("the page");
    }

    private static Entry blocked(long number, String user) {
        return Samples.event(number, NOW, EventTypes.USER_AUTO_BLOCKED, user);
    }
}
