package dev.ratewarden.build.vectors;

import static dev.ratewarden.build.vectors.Scenario.T0;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.PolicyChange;
import java.time.Duration;
import java.util.List;

/** What denials cost, blocks, decay, and when a user is told. */
final class ScoreVectors {

    private static final String USER = "42";
    private static final long HOUR = 3_600_000;
    private static final Policy ONCE = Policy.of("once", Limit.slidingWindow(1, Duration.ofDays(1)));
    private static final Policy HOURLY = Policy.of("hourly", Limit.slidingWindow(1, Duration.ofHours(1)));
    private static final Policy LEAKY = Policy.of("leaky", Limit.leakyBucket(2, Duration.ofMinutes(1)));

    private ScoreVectors() {}

    static VectorFile file() {
        return new VectorFile(
                "score",
                "Violations raise the score, 10, 25, 45, 70, 100; at 100 the user is blocked.",
                List.of(
                        escalation(),
                        repeats(),
                        points(),
                        neverFits(),
                        decay(),
                        blockEnds(),
                        changedDecay(),
                        thresholds(),
                        tiers(),
                        tiersOfTheBlocked(),
                        places(),
                        told(),
                        toldWhileBlocked()));
    }

    private static Scenario with(String name, ScoreRules rules, Policy... policies) {
        return new Scenario(name, T0, rules, Enforcement.ENFORCE, List.of(policies));
    }

    private static Scenario escalation() {
        return Scenario.of("five violations block for good", ONCE, HOURLY)
                .times(6, USER, "once")
                .user(USER)
                .after(60_000)
                .times(2, USER, "once")
                .check(USER, "hourly")
                .check(USER, "free")
                .peek(USER, "once")
                .after(365 * 24 * HOUR)
                .check(USER, "once")
                .user(USER);
    }

    private static Scenario repeats() {
        return Scenario.of("only violations of the last hour make the next one dearer", ONCE, HOURLY)
                .times(2, USER, "once")
                .check(USER, "hourly")
                .after(1)
                .check(USER, "hourly")
                .after(HOUR - 2)
                .check(USER, "once")
                .after(1)
                .check(USER, "once")
                .user(USER);
    }

    private static Scenario points() {
        return Scenario.of(
                        "points of a policy's own, and no escalation",
                        ONCE.withPoints(7).withoutEscalation(),
                        HOURLY.withPoints(3),
                        LEAKY.withPoints(0))
                .times(3, USER, "once")
                .times(3, USER, "hourly")
                .times(5, USER, "leaky")
                .user(USER);
    }

    private static Scenario neverFits() {
        return Scenario.of(
                        "what the limit in force never holds is denied, and waiting does not help",
                        Policy.of("half", Limit.tokenBucket(10, Duration.ofHours(1)))
                                .withRole("guest", 0.5))
                .check(new CheckRequest(USER, "half", 6, "guest", null))
                .check(new CheckRequest(USER, "half", 6, "guest", null))
                .check(new CheckRequest(USER, "half", 5, "guest", null))
                .check(new CheckRequest(USER, "half", 6, null, null))
                .user(USER);
    }

    private static Scenario decay() {
        return with("a score loses points as time passes", new ScoreRules(100, 75, 10), ONCE)
                .times(3, USER, "once")
                .after(HOUR / 2)
                .peek(USER, "once")
                .after(1)
                .check(USER, "once")
                .user(USER)
                .after(4 * HOUR)
                .peek(USER, "once")
                .after(12 * HOUR)
                .check(USER, "free")
                .check(USER, "once")
                .user(USER);
    }

    private static Scenario blockEnds() {
        return with("a block ends when decay takes the score below 75", new ScoreRules(100, 75, 10), HOURLY)
                .times(7, USER, "hourly")
                .after(HOUR)
                .check(USER, "hourly")
                .afterRetry(-1)
                .check(USER, "hourly")
                .user(USER)
                .after(1)
                .check(USER, "hourly")
                .check(USER, "hourly")
                .user(USER);
    }

    private static Scenario changedDecay() {
        return with(
                        "a changed decay begins ten seconds later, for scores and blocks alike",
                        new ScoreRules(100, 75, 10),
                        HOURLY)
                .times(6, USER, "hourly")
                .times(3, "7", "hourly")
                .after(HOUR)
                .change(new PolicyChange.Rules(new ScoreRules(100, 75, 100 / 3.0)))
                .check(USER, "hourly")
                .after(10_000)
                .check(USER, "hourly")
                .peek("7", "hourly")
                .after(60_000)
                .change(new PolicyChange.Rules(new ScoreRules(120, 60, 0)))
                .after(9_999)
                .check(USER, "hourly")
                .after(1)
                .check(USER, "hourly")
                .peek("7", "hourly")
                .after(24 * HOUR)
                .check(USER, "hourly")
                .check("7", "hourly")
                .user("7");
    }

    private static Scenario thresholds() {
        return with(
                        "other thresholds, and scores that are no whole numbers",
                        new ScoreRules(30.5, 12.25, 1 / 3.0),
                        HOURLY)
                .times(3, USER, "hourly")
                .after(100)
                .check(USER, "hourly")
                .check(USER, "hourly")
                .afterRetry(-1)
                .check(USER, "hourly")
                .after(1)
                .times(2, USER, "hourly")
                .user(USER);
    }

    private static Scenario tiers() {
        return with(
                        "from 50 on CAUTION, from 75 WARNING, 100 too where the block comes later",
                        new ScoreRules(200, 75, 0),
                        ONCE.withPoints(49).withoutEscalation(),
                        HOURLY.withPoints(1).withoutEscalation(),
                        LEAKY.withPoints(24).withoutEscalation())
                .times(2, USER, "once")
                .times(2, USER, "hourly")
                .peek(USER, "free")
                .times(3, USER, "leaky")
                .check(USER, "hourly")
                .peek(USER, "free")
                .times(1, USER, "leaky")
                .check(USER, "hourly")
                .user(USER);
    }

    private static Scenario tiersOfTheBlocked() {
        return with(
                        "who is blocked stays BLOCKED until below 75, and is then CAUTION",
                        new ScoreRules(100, 75, 25),
                        ONCE.withPoints(100))
                .times(2, USER, "once")
                .after(HOUR)
                .check(USER, "free")
                .user(USER)
                .after(1)
                .check(USER, "free")
                .after(HOUR - 1)
                .peek(USER, "free")
                .user(USER)
                .after(1)
                .peek(USER, "free");
    }

    private static Scenario places() {
        return Scenario.of("the place and the cost are kept with a violation", LEAKY)
                .check(new CheckRequest(USER, "leaky", 2, "guild-1"))
                .check(new CheckRequest(USER, "leaky", 2, "guild-1"))
                .check(new CheckRequest(USER, "leaky", 1, "größer 🦊 \"q\" \\"))
                .check(new CheckRequest(USER, "leaky", 1, ""))
                .user(USER);
    }

    private static Scenario told() {
        return Scenario.of("a user is told once until the wait is over", LEAKY.withPoints(1), HOURLY.withPoints(1))
                .times(5, USER, "leaky")
                .peek(USER, "leaky")
                .times(3, USER, "hourly")
                .after(29_999)
                .check(USER, "leaky")
                .after(1)
                .times(3, USER, "leaky")
                .afterRetry(0)
                .times(2, USER, "leaky");
    }

    private static Scenario toldWhileBlocked() {
        return with("a blocked user is told once for each action", new ScoreRules(100, 75, 10), HOURLY, LEAKY)
                .times(6, USER, "hourly")
                .times(2, USER, "leaky")
                .times(2, USER, "hourly")
                .after(HOUR)
                .times(2, USER, "leaky")
                .times(2, USER, "free");
    }
}
