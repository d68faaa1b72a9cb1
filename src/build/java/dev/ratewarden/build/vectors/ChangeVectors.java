package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.PolicyChange;
import java.time.Duration;
import java.util.List;

/** Policies that change, copies of them that are too old, and actions that have none. */
final class ChangeVectors {

    private static final String USER = "42";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long HOUR_MS = 3_600_000;

    private ChangeVectors() {}

    static List<VectorFile> files() {
        return List.of(
                new VectorFile("changes", "Policies that change while users have used of them.", changes()),
                new VectorFile("stale", "A client whose copy of the policies is older than a user's record.", stale()),
                new VectorFile(
                        "unpoliced", "An action without a policy is allowed, unless the user is not.", unpoliced()));
    }

    private static List<Scenario> changes() {
        Policy image = Policy.of("image", Limit.tokenBucket(3, MINUTE)).withPoints(0);
        Policy window = Policy.of("window", Limit.slidingWindow(3, HOUR)).withPoints(0);
        return List.of(
                Scenario.of("a raised limit frees at once, a lowered one clamps", image)
                        .times(4, USER, "image")
                        .change(new PolicyChange.Put(image.withLimit(Limit.tokenBucket(5, MINUTE))))
                        .times(3, USER, "image")
                        .change(new PolicyChange.Put(image.withLimit(Limit.tokenBucket(2, MINUTE))))
                        .check(USER, "image")
                        .after(600_000)
                        .peek(USER, "image")
                        .change(new PolicyChange.Put(image.withLimit(Limit.tokenBucket(2, MINUTE, 9))))
                        .peek(USER, "image")
                        .check(USER, "image", 2)
                        .change(new PolicyChange.Put(image.withLimit(Limit.tokenBucket(2, MINUTE))))
                        .times(3, USER, "image"),
                Scenario.of("another strategy begins anew, and so does another window", image)
                        .times(4, USER, "image")
                        .change(new PolicyChange.Put(image.withLimit(Limit.slidingWindow(2, MINUTE))))
                        .times(3, USER, "image")
                        .change(new PolicyChange.Put(image.withLimit(Limit.slidingWindow(2, HOUR))))
                        .times(3, USER, "image")
                        .change(new PolicyChange.Put(image.withLimit(Limit.fixedWindow(2, HOUR))))
                        .times(3, USER, "image")
                        .change(new PolicyChange.Put(image.withLimit(Limit.leakyBucket(2, HOUR))))
                        .times(3, USER, "image"),
                Scenario.of("a sliding window keeps its requests when its limit changes", window)
                        .times(4, USER, "window")
                        .change(new PolicyChange.Put(window.withLimit(Limit.slidingWindow(5, HOUR))))
                        .times(3, USER, "window")
                        .change(new PolicyChange.Put(window.withLimit(Limit.slidingWindow(2, HOUR))))
                        .check(USER, "window")
                        .change(new PolicyChange.Put(window.withLimit(Limit.slidingWindow(200, HOUR))))
                        .check(USER, "window", 120)
                        .change(new PolicyChange.Put(window.withLimit(Limit.slidingWindow(3, HOUR))))
                        .check(USER, "window")
                        .after(HOUR_MS)
                        .check(USER, "window"),
                Scenario.of("a policy that is removed, and comes back", image)
                        .times(3, USER, "image")
                        .change(new PolicyChange.Remove("image", PolicyMode.ENFORCE))
                        .times(2, USER, "image")
                        .after(20_000)
                        .change(new PolicyChange.Put(image))
                        .times(2, USER, "image"),
                Scenario.of("other points and thresholds from now on", image.withPoints(10))
                        .times(5, USER, "image")
                        .change(new PolicyChange.Put(image.withPoints(40).withoutEscalation()))
                        .check(USER, "image")
                        .change(new PolicyChange.Rules(new ScoreRules(60, 30, 0)))
                        .check(USER, "image")
                        .check(USER, "image")
                        .user(USER));
    }

    private static List<Scenario> stale() {
        Policy image = Policy.of("image", Limit.tokenBucket(2, MINUTE)).withPoints(10);
        Policy raised = image.withLimit(Limit.tokenBucket(5, MINUTE));
        return List.of(
                Scenario.of("a limit that another client took from under newer policies", image)
                        .check(USER, "image")
                        .changeUnseen(new PolicyChange.Put(raised))
                        .byClient("b")
                        .check(USER, "image")
                        .check(USER, "image")
                        .check(USER, "image"),
                Scenario.of("a denial that another client told under newer policies", image)
                        .times(2, USER, "image")
                        .changeUnseen(new PolicyChange.Put(image.withPoints(25)))
                        .byClient("b")
                        .check(USER, "image")
                        .check(USER, "image")
                        .user(USER),
                Scenario.of("a look is answered in the same way", image)
                        .check(USER, "image")
                        .changeUnseen(new PolicyChange.Put(raised))
                        .byClient("b")
                        .check(USER, "image")
                        .peek(USER, "image"),
                Scenario.of(
                                "a policy that the client does not know yet, on the level to which it cascades",
                                image.cascadingTo("all"))
                        .check(USER, "image")
                        .changeUnseen(new PolicyChange.Put(Policy.of("all", Limit.slidingWindow(2, HOUR))))
                        .byClient("b")
                        .check(USER, "image")
                        .times(2, USER, "image"));
    }

    private static List<Scenario> unpoliced() {
        return List.of(
                Scenario.of(
                                "nothing is known of the action",
                                Policy.of("once", Limit.slidingWindow(1, Duration.ofDays(1)))
                                        .withPoints(100))
                        .peek(USER, "free")
                        .times(2, USER, "free")
                        .check(USER, "free", 1_000_000_000)
                        .check(new CheckRequest(USER, "other.action-9_x", 1, "vip", "guild-1"))
                        .user(USER)
                        .times(2, USER, "once")
                        .times(2, USER, "free"),
                Scenario.of("no policies at all").check(USER, "free").user(USER));
    }
}
