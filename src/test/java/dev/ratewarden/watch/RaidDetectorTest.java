package dev.ratewarden.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.events.SecurityEvent.Severity;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Snowflake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Many at once are a raid; few, slow or long ago are none. */
class RaidDetectorTest {

    private static final long NOW = 1_800_000_000_000L;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final RaidDetector detector = new RaidDetector(RaidRules.DEFAULT);

    private static String account(long ageMs, int number) {
        return Long.toString((NOW - ageMs - Snowflake.EPOCH_MS) << Snowflake.SHIFT | number);
    }

    private static SecurityEvent exceeded(String user, String action, long atMs) {
        return new SecurityEvent(
                atMs, EventTypes.rateLimitExceeded(action), Severity.WARNING, user, action, "bot-" + atMs % 3, 10, 0);
    }

    private List<SecurityEvent> at(long atMs, String user) {
        return at(atMs, user, atMs);
    }

    private List<SecurityEvent> at(long atMs, String user, long nowMs) {
        detector.accept(exceeded(user, "login", atMs), nowMs);
        List<SecurityEvent> raids = detector.raids(nowMs);
        raids.forEach(raid -> detector.quiet("login", nowMs + RaidDetector.QUIET_MS));
        return raids;
    }

    @Test
    void tenOldAccountsWithinAMinuteAreARaidAndNineAreNot() {
        for (int i = 0; i < 9; i++) {
            assertThat(at(NOW + i * 6_000, account(400 * DAY, i))).isEmpty();
            assertThat(at(NOW + i * 6_000, account(400 * DAY, i)))
                    .as("the same again")
                    .isEmpty();
        }
        List<SecurityEvent> raids = at(NOW + 59_000, "42");
        assertThat(raids).hasSize(1);
        SecurityEvent raid = raids.getFirst();
        assertThat(raid.type()).isEqualTo("COORDINATED_ABUSE");
        assertThat(raid.severity()).isEqualTo(Severity.EMERGENCY);
        assertThat(raid.action()).isEqualTo("login");
        assertThat(raid.figures())
                .containsEntry("users", "10")
                .containsEntry("newAccounts", "0")
                .containsEntry("windowMs", "60000")
                .containsEntry("firstMs", Long.toString(NOW))
                .containsEntry("lastMs", Long.toString(NOW + 59_000));
        assertThat(raid.figures().get("ids"))
                .startsWith(account(400 * DAY, 0) + " ")
                .endsWith(" 42");
        assertThat(at(NOW + 60_000, "43")).as("said once").isEmpty();
    }

    @Test
    void tenInMoreThanAMinuteAreNone() {
        for (int i = 0; i < 100; i++) {
            assertThat(at(NOW + i * 7_000, account(400 * DAY, i))).isEmpty();
        }
    }

    @Test
    void fiveNewAccountsWithinFiveMinutesAreARaidAndFourAreNot() {
        for (int i = 0; i < 4; i++) {
            assertThat(at(NOW + i * 70_000, account(6 * DAY, i))).isEmpty();
        }
        assertThat(at(NOW + 285_000, account(8 * DAY, 5))).as("older").isEmpty();
        List<SecurityEvent> raids = at(NOW + 290_000, account(DAY, 6));
        assertThat(raids).hasSize(1);
        assertThat(raids.getFirst().figures())
                .containsEntry("users", "5")
                .containsEntry("newAccounts", "5")
                .containsEntry("windowMs", "300000");
    }

    @Test
    void usersOfDifferentActionsAreNoRaid() {
        for (int i = 0; i < 18; i++) {
            detector.accept(exceeded("user" + i, i % 2 == 0 ? "login" : "payment", NOW), NOW);
            assertThat(detector.raids(NOW)).isEmpty();
        }
    }

    @Test
    void otherEventsCountForNothing() {
        for (int i = 0; i < 50; i++) {
            detector.accept(
                    new SecurityEvent(
                            NOW, EventTypes.USER_AUTO_BLOCKED, Severity.CRITICAL, "u" + i, "login", null, 100, 0),
                    NOW);
        }
        assertThat(detector.raids(NOW)).isEmpty();
    }

    @Test
    void whatIsBookedAfterAnOutageRaisesNothingNow() {
        for (int i = 0; i < 60; i++) {
            assertThat(at(NOW - 3_600_000 + i, account(DAY, i), NOW)).isEmpty();
            assertThat(at(NOW - 400_000 + i, account(DAY, i), NOW)).isEmpty();
        }
        for (int i = 0; i < 60; i++) {
            assertThat(at(NOW - 120_000 + i, account(400 * DAY, i), NOW))
                    .as("two minutes ago is not now, but for new accounts")
                    .isEmpty();
        }
    }

    @Test
    void aTimeToComeBlindsNothing() {
        at(NOW + 3_600_000, "early", NOW);
        for (int i = 0; i < 8; i++) {
            assertThat(at(NOW + i, "user" + i)).isEmpty();
        }
        assertThat(at(NOW + 9, "user9")).hasSize(1);
    }

    @Test
    void aClockThatGoesBackBlindsNothing() {
        for (int i = 0; i < 10; i++) {
            at(NOW, "user" + i);
        }
        long back = NOW - 3_600_000;
        for (int i = 0; i < 9; i++) {
            assertThat(at(back, "other" + i)).isEmpty();
        }
        assertThat(at(back, "other9")).hasSize(1);
    }

    @Test
    void theOrderWithinTheWindowDoesNotMatter() {
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            events.add(exceeded("user" + i, "login", NOW - i * 5_000));
        }
        java.util.Collections.shuffle(events, new Random(3));
        events.forEach(event -> detector.accept(event, NOW));
        assertThat(detector.raids(NOW)).hasSize(1);
    }

    @Test
    void aGeneratedCrowdIsARaidExactlyWhereTheRulesSay() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            RaidDetector fresh = new RaidDetector(RaidRules.DEFAULT);
            List<SecurityEvent> all = new ArrayList<>();
            boolean told = false;
            long now = NOW;
            for (int i = 0; i < 40; i++) {
                now += random.nextInt(15_000);
                SecurityEvent event = exceeded("user" + random.nextInt(14), "login", now);
                all.add(event);
                fresh.accept(event, now);
                long time = now;
                long distinct = all.stream()
                        .filter(one -> one.atMs() > time - 60_000)
                        .map(SecurityEvent::userId)
                        .distinct()
                        .count();
                boolean raid = !fresh.raids(now).isEmpty();
                assertThat(raid).as("round %d, event %d", round, i).isEqualTo(distinct >= 10);
                told |= raid;
            }
        }
    }

    @Test
    void aFloodOfUsersAndActionsTakesBoundedMemoryAndListsFifty() {
        for (int i = 0; i < 5_000; i++) {
            detector.accept(exceeded("user" + i, "login", NOW), NOW);
            detector.accept(exceeded("user" + i, "act" + i, NOW), NOW);
        }
        List<SecurityEvent> raids = detector.raids(NOW);
        assertThat(raids).hasSize(1);
        assertThat(raids.getFirst().figures()).containsEntry("users", "2000");
        assertThat(raids.getFirst().figures().getOrDefault("ids", "").split(" "))
                .hasSize(50);
    }

    @Test
    void rulesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new RaidRules(1, Duration.ofMinutes(1), 5, Duration.ofMinutes(5), Duration.ofDays(7)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("users 1");
        assertThatThrownBy(() -> new RaidRules(10, Duration.ZERO, 5, Duration.ofMinutes(5), Duration.ofDays(7)))
                .isInstanceOf(InvalidRequestException.class);
    }
}
