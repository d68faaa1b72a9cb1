package dev.ratewarden.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the demo's page promises about its figures, seen through the same door as the dashboard's. */
class CommunityOverTimeTest {

    private static final Duration STEP = Duration.ofMinutes(5);
    private static final int HOURS = 61;

    @ParameterizedTest
    @ValueSource(longs = {2, 42, Long.MIN_VALUE, Long.MAX_VALUE})
    void firstSightLooksLikeALivingCommunity(long seed) {
        Lab lab = new Lab(Scenario.demo(seed));

        lab.simulation.warmUp();

        Snapshot seen = lab.snapshot();
        Statistics figures = seen.statistics();
        assertThat(figures.usersTracked()).isBetween(240L, 310L);
        assertThat(figures.highAbuse()).isBetween(5L, 18L);
        assertThat(figures.blocked()).isBetween(2L, 12L);
        assertThat(figures.totalViolations()).isBetween(200L, 650L);
        assertThat(Lab.checksPerSecond(seen, 5)).isBetween(25.0, 48.0);
        assertThat(Lab.deniedPercent(seen, 60)).isBetween(2.0, 12.0);
        assertThat(seen.minutes()).as("an hour of minutes").hasSizeBetween(59, 60);
    }

    @Test
    void theHighAbuseListIsVaried() {
        Lab lab = new Lab(Scenario.demo(11));
        lab.simulation.warmUp();
        lab.limiter.close();

        List<UserSummary> users = lab.snapshot().users().users();

        assertThat(users).extracting(UserSummary::tier).contains(Tier.CAUTION, Tier.WARNING, Tier.BLOCKED);
        assertThat(users.stream().map(UserSummary::lastAction).distinct()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(users).extracting(UserSummary::name).contains((String) null);
        assertThat(users.stream().filter(user -> user.name() != null)).hasSizeGreaterThan(users.size() / 2);
        assertThat(users.stream().map(user -> lab.clock.millis() - Objects.requireNonNull(user.lastViolationAtMs())))
                .anyMatch(ago -> ago < Duration.ofMinutes(15).toMillis())
                .anyMatch(ago -> ago > Duration.ofHours(2).toMillis());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 42, Long.MIN_VALUE})
    void everyPageOfTheDashboardHasSomethingToShow(long seed) {
        Lab lab = new Lab(Scenario.demo(seed));
        lab.simulation.warmUp();
        Moderation moderation = lab.moderation;

        assertThat(moderation.audit(1_000))
                .extracting(AuditEntry::type)
                .contains(
                        AuditEntry.Type.EXEMPT, AuditEntry.Type.NOTE, AuditEntry.Type.OVERRIDE, AuditEntry.Type.POLICY);
        assertThat(list(moderation, new UserQuery(null, null, false, null, true, null, null, 10)))
                .hasSizeBetween(1, 2);
        assertThat(list(
                        moderation,
                        new UserQuery(null, null, false, null, false, null, "pixel-packs/#pack-opening", 10)))
                .isNotEmpty();
        Handover told = moderation.handover();
        assertThat(told.pinned()).isNotNull();
        assertThat(told.claims()).hasSize(1);
        assertThat(told.reviews()).isNotEmpty();
        assertThat(moderation.policies().trial("pack_create")).isNotNull();
        assertThat(moderation.actionCounts())
                .filteredOn(count -> count.action().equals("pack_create"))
                .allMatch(count -> count.wouldDeny() > 10);
        assertThat(moderation.codePolicies())
                .as("one policy is another than the code's")
                .isNotEqualTo(moderation.policies().policies())
                .hasSize(7);
        long minute = lab.clock.millis() / 60_000;
        assertThat(moderation.traffic(minute - 59, 60).stream()
                        .map(ActionMinute::action)
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(6);
    }

    private static List<UserSummary> list(Moderation moderation, UserQuery query) {
        return moderation.snapshot(query).users().users();
    }

    @Test
    void theModeratorsGoOnTellingEachOther() {
        Lab lab = new Lab(Scenario.demo(11));
        lab.simulation.warmUp();
        long opening = lab.clock.millis();
        lab.simulation.advance(Duration.ofHours(6));
        assertThat(lab.moderation.handover().reviews()).anyMatch(review -> review.atMs() > opening);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, -9})
    void staysInTheStatedRangeForAnHourAtSixtyfoldSpeed(long seed) {
        Lab lab = new Lab(Scenario.demo(seed));
        lab.simulation.warmUp();

        for (Duration lived = Duration.ZERO; lived.toHours() < HOURS; lived = lived.plus(STEP)) {
            lab.simulation.advance(STEP);
            Snapshot seen = lab.snapshot();
            Statistics figures = seen.statistics();
            String when = "seed %d after %s".formatted(seed, lived);
            assertThat(figures.usersTracked()).as("tracked, " + when).isBetween(240L, 350L);
            assertThat(figures.highAbuse()).as("high abuse, " + when).isBetween(3L, 22L);
            assertThat(figures.blocked()).as("blocked, " + when).isBetween(0L, 14L);
            assertThat(Lab.deniedPercent(seen, 60)).as("denied, " + when).isBetween(2.0, 15.0);
            assertThat(Lab.checksPerSecond(seen, 5))
                    .as("checks a second, " + when)
                    .isBetween(18.0, 55.0);
        }
        assertThat(lab.moderation.audit(1_000))
                .extracting(AuditEntry::type)
                .contains(AuditEntry.Type.RESET, AuditEntry.Type.BAN, AuditEntry.Type.UNBAN);
        assertThat(lab.moderation.audit(1_000).stream()
                        .map(AuditEntry::operator)
                        .distinct())
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 42})
    void aRaidIsSeenAndCalmsDown(long seed) {
        Lab lab = new Lab(Scenario.demo(seed));
        lab.simulation.warmUp();
        long blockedBefore = lab.snapshot().statistics().blocked();
        double deniedBefore = Lab.deniedPercent(lab.snapshot(), 60);

        Raid raid = lab.simulation.startRaid();
        assertThat(lab.simulation.startRaid()).as("a second press").isSameAs(raid);
        lab.simulation.advance(STEP);

        Snapshot during = lab.snapshot();
        assertThat(during.statistics().blocked()).isGreaterThanOrEqualTo(blockedBefore + 8);
        assertThat(Lab.deniedPercent(during, 4)).isGreaterThan(2 * deniedBefore);

        lab.simulation.advance(Duration.ofHours(2));
        Statistics after = lab.snapshot().statistics();
        assertThat(after.blocked()).isLessThanOrEqualTo(14);
        assertThat(after.highAbuse()).isLessThanOrEqualTo(22);
        assertThat(Lab.deniedPercent(lab.snapshot(), 60)).isBetween(2.0, 15.0);
    }

    @Test
    void simulatedModeratorsTouchNeitherStrangersNorOtherModeratorsBans() {
        Lab lab = new Lab(Scenario.demo(5));
        lab.simulation.warmUp();
        for (int i = 0; i < 12; i++) {
            lab.limiter.check("stranger", "pack_create");
        }
        String member = lab.moderation
                .snapshot(UserQuery.tier(Tier.NORMAL, 1))
                .users()
                .users()
                .getFirst()
                .id();
        lab.moderation.ban(member, null, "mine");

        lab.simulation.startRaid();
        lab.simulation.advance(Duration.ofHours(2));

        assertThat(lab.moderation.user("stranger").orElseThrow().audit()).isEmpty();
        assertThat(lab.moderation.user(member).orElseThrow().audit())
                .extracting(AuditEntry::operator)
                .startsWith("tester");
    }
}
