package dev.ratewarden.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The score step by step, and what may be said of it to the user. */
class ArithmeticTest {

    private static final Limit PACKS = Limit.tokenBucket(5, Duration.ofHours(1));
    private static final ScoreRules FADING = ScoreRules.DEFAULT.withDecayPerHour(4);

    private final Explanations explanations = new Explanations(ZoneOffset.UTC);

    private static long at(String time) {
        return Instant.parse("2026-03-05T" + time + ":00Z").toEpochMilli();
    }

    private static Violation violation(String time, int repeats, double before) {
        double added = 10 * (1 + 0.5 * repeats);
        Penalty penalty = new Penalty(10, repeats, added, before, before + added, before + added >= 100);
        return new Violation(at(time), "pack_create", 1, "pack_create", PACKS, 1L, penalty, "#general", false);
    }

    private static AuditEntry entry(String time, AuditEntry.Type type, double before, double after) {
        return new AuditEntry("0-1", at(time), type, "1", "mod_lee", "a secret", null, before, after, null, null);
    }

    /** @param history oldest first */
    private static UserDetail user(
            double score, long ever, @Nullable Long reset, List<Violation> history, AuditEntry... newestFirst) {
        return user(
                new UserSummary("1", "mira", score, Tier.NORMAL, ever, null, null, 0, null, null, null),
                reset,
                history,
                List.of(),
                newestFirst);
    }

    private static UserDetail user(
            UserSummary summary,
            @Nullable Long reset,
            List<Violation> history,
            List<UserDetail.ActionQuota> quotas,
            AuditEntry... audit) {
        List<Violation> newestFirst = new ArrayList<>(history).reversed();
        return new UserDetail(
                summary, at("14:05"), reset, 0, null, null, Map.of(), quotas, newestFirst, List.of(audit));
    }

    private List<String> steps(UserDetail user) {
        return explanations.arithmetic(user).stream()
                .map(step -> (step.when() + " " + step.words()).strip())
                .toList();
    }

    @Test
    void eachViolationShowsItsSumAndWhatItMadeOfTheScore() {
        assertThat(steps(user(
                        45,
                        3,
                        null,
                        List.of(violation("13:00", 0, 0), violation("13:01", 1, 10), violation("13:02", 2, 25)))))
                .containsExactly(
                        "13:00 0 + 10 = 10",
                        "13:01 10 × (1 + 0.5 × 1) = 15; 10 + 15 = 25",
                        "13:02 10 × (1 + 0.5 × 2) = 20; 25 + 20 = 45");
    }

    @Test
    void whatFadedBetweenAndSinceIsAStepOfItsOwn() {
        assertThat(steps(user(17, 2, null, List.of(violation("12:00", 0, 0), violation("13:20", 1, 4.7)))))
                .containsExactly(
                        "12:00 0 + 10 = 10",
                        "13:20 faded by 5.3 to 4.7",
                        "13:20 10 × (1 + 0.5 × 1) = 15; 4.7 + 15 = 19.7",
                        "14:05 faded by 2.7 to 17");
    }

    @Test
    void onlyWhatCameAfterTheLatestResetIsCounted() {
        UserDetail user = user(
                10,
                2,
                at("13:10"),
                List.of(violation("13:00", 0, 0), violation("13:30", 0, 0)),
                entry("13:10", AuditEntry.Type.RESET, 10, 0));

        assertThat(steps(user)).containsExactly("13:10 reset: 0", "13:30 0 + 10 = 10");
    }

    @Test
    void aResetThatWasTakenBackIsInTheSum() {
        UserDetail user = user(
                10,
                1,
                null,
                List.of(violation("13:00", 0, 0)),
                entry("13:11", AuditEntry.Type.UNDO, 0, 10),
                entry("13:10", AuditEntry.Type.RESET, 10, 0));

        assertThat(steps(user))
                .containsExactly(
                        "13:00 0 + 10 = 10", "13:10 reset by mod_lee: 10 → 0", "13:11 undo by mod_lee: 0 → 10");
    }

    @Test
    void aHistoryThatIsCutSaysWhereItBegins() {
        assertThat(steps(user(40, 130, null, List.of(violation("13:00", 0, 30)))))
                .containsExactly("earlier violations are not kept; they left 30", "13:00 30 + 10 = 40");
    }

    @Test
    void aHistoryThatAResetClearedBeginsWithTheReset() {
        UserDetail user = user(
                10, 9, at("13:10"), List.of(violation("13:30", 0, 0)), entry("13:10", AuditEntry.Type.RESET, 70, 0));

        assertThat(steps(user)).containsExactly("13:10 reset: 0", "13:30 0 + 10 = 10");
    }

    @Test
    void aHistoryThatIsCutSinceTheResetSaysWhereItBegins() {
        assertThat(steps(user(40, 130, at("12:10"), List.of(violation("13:00", 0, 30)))))
                .containsExactly("earlier violations are not kept; they left 30", "13:00 30 + 10 = 40");
    }

    @Test
    void whereTheScoreRoseAndNobodyKnowsHowThatIsSaid() {
        assertThat(steps(user(50, 2, null, List.of(violation("12:00", 0, 0), violation("13:20", 0, 30)))))
                .containsExactly(
                        "12:00 0 + 10 = 10",
                        "13:20 not known how: 10 → 30",
                        "13:20 30 + 10 = 40",
                        "14:05 not known how: 40 → 50");
    }

    @Test
    void nothingHasNoSteps() {
        assertThat(steps(user(0, 0, null, List.of()))).isEmpty();
    }

    @Test
    void theOutlookSaysWhatABlockWaitsForOrHowFarItIs() {
        assertThat(explanations.outlook(user(70.5, 4, null, List.of()), ScoreRules.DEFAULT))
                .isEqualTo("A block comes at 100, 29.5 from here.");
        assertThat(explanations.outlook(blocked(null), ScoreRules.DEFAULT))
                .isEqualTo("The block waits for a moderator: the score does not fade.");
        assertThat(explanations.outlook(blocked(at("20:18")), FADING))
                .isEqualTo("The block waits for a score below 75, which at 4 points an hour comes at 20:18.");
        assertThat(explanations.outlook(exempt(), FADING)).isEqualTo("Exempt: nothing is added.");
    }

    @Test
    void whoIsBannedIsToldUntilWhenAndWhatToDoButNotWhy() {
        Ban ban = new Ban(at("13:00"), at("20:18") + 1, "a secret", "mod_lee");
        UserSummary banned = new UserSummary("1", "mira", 133, Tier.BLOCKED, 9, null, null, 0, ban, null, null);

        assertThat(explanations.toUser(user(banned, null, List.of(), List.of()), "Pixel Packs"))
                .isEqualTo("Hello mira,\n\na moderator has banned you from the bot's commands in Pixel Packs until "
                        + "5 Mar 2026, 20:19 UTC. After that you can use them again. "
                        + "If you think that this is a mistake, please write to the moderators.");
    }

    @Test
    void whoIsBannedIsToldOfABlockThatLastsLongerAndOfNoneThatEndsBefore() {
        assertThat(banned(at("15:30"), new Block(at("13:00"), at("20:18"))))
                .contains("until 5 Mar 2026, 15:30 UTC. Also after that the bot does not answer you until "
                        + "5 Mar 2026, 20:18 UTC, because your commands came much too often. If you think")
                .doesNotContain("use them again");
        assertThat(banned(at("15:30"), new Block(at("13:00"), null)))
                .contains("until 5 Mar 2026, 15:30 UTC. Also after that the bot does not answer you, because your "
                        + "commands came much too often, until a moderator lets you in again. If you think")
                .doesNotContain("use them again");
        assertThat(banned(at("20:30"), new Block(at("13:00"), at("20:18"))))
                .contains("until 5 Mar 2026, 20:30 UTC. After that you can use them again.");
        assertThat(banned(null, new Block(at("13:00"), null)))
                .contains("until the moderators lift the ban. If you think");
    }

    private String banned(@Nullable Long until, Block block) {
        Ban ban = new Ban(at("13:00"), until, "a secret", "mod_lee");
        UserSummary both = new UserSummary("1", "mira", 133, Tier.BLOCKED, 9, null, null, 0, ban, block, null);
        return explanations.toUser(user(both, null, List.of(), List.of()), "Pixel Packs");
    }

    @Test
    void whoIsBlockedIsToldHowItEndsWithoutAFigure() {
        assertThat(explanations.toUser(blocked(null), "Pixel Packs"))
                .isEqualTo("Hello mira,\n\nthe bot does not answer you in Pixel Packs, because your commands came much "
                        + "too often. A moderator has to let you in again: please write to the moderators.");
        assertThat(explanations.toUser(blocked(at("20:18")), "Pixel Packs"))
                .endsWith("This ends by itself at 5 Mar 2026, 20:18 UTC, if you wait until then.");
    }

    @Test
    void whoHasUsedUpALimitIsToldWhenItIsThereAgain() {
        UserSummary free = new UserSummary("1", null, 60, Tier.CAUTION, 9, null, null, 0, null, null, null);
        Policy packs = Policy.of("pack_create", PACKS);
        Policy calls = Policy.of("api_call", PACKS);
        List<UserDetail.ActionQuota> quotas = List.of(
                new UserDetail.ActionQuota(packs, AppliedLimit.of(packs), new Quota(5, 0, 600_000L, at("15:00"), 0)),
                new UserDetail.ActionQuota(calls, AppliedLimit.of(calls), new Quota(5, 2, 0L, at("15:00"), 0)));

        assertThat(explanations.toUser(user(free, null, List.of(), quotas), "Pixel Packs"))
                .isEqualTo("Hello,\n\nin Pixel Packs you have used up, for now:\n"
                        + "• pack_create: again at 5 Mar 2026, 14:15 UTC\n"
                        + "Please wait until then; everything else works.");
    }

    @Test
    void aNameThatWouldCallEverybodyCallsNobody() {
        UserSummary sly = new UserSummary("1", "@everyone <@1>", 0, Tier.NORMAL, 0, null, null, 0, null, null, null);

        assertThat(explanations.toUser(user(sly, null, List.of(), List.of()), "Pixel Packs"))
                .isEqualTo("Hello everyone 1,\n\nnothing stands in the way of your commands in Pixel Packs now.");
    }

    private static UserDetail blocked(@Nullable Long until) {
        Block block = new Block(at("14:00"), until);
        return user(
                new UserSummary("1", "mira", 100, Tier.BLOCKED, 5, null, null, 0, null, block, null),
                null,
                List.of(),
                List.of());
    }

    private static UserDetail exempt() {
        Exemption exemption = new Exemption(at("13:00"), null, "", "mod_lee");
        return user(
                new UserSummary("1", "mira", 0, Tier.NORMAL, 5, null, null, 0, null, null, exemption),
                null,
                List.of(),
                List.of());
    }
}
