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

/** Cascades, roles, adaptive limits, trials and the switch. */
final class PolicyVectors {

    private static final String USER = "42";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long HOUR_MS = 3_600_000;

    private PolicyVectors() {}

    static List<VectorFile> files() {
        return List.of(
                new VectorFile("cascades", "A check takes from several limits, or from none.", cascades()),
                new VectorFile("factors", "Roles and scores change the limit.", factors()),
                new VectorFile("shadow", "Policies on trial, and the switch over all of them.", shadow()));
    }

    private static List<Scenario> cascades() {
        Policy song = Policy.of("song", Limit.slidingWindow(3, MINUTE));
        Policy voice = Policy.of("voice", Limit.tokenBucket(4, MINUTE));
        Policy all = Policy.of("all", Limit.leakyBucket(5, MINUTE));
        Policy day = Policy.of("day", Limit.slidingWindow(4, Duration.ofDays(1)));
        return List.of(
                Scenario.of("direct: the fuller limit decides", song.cascadingTo("voice"), voice)
                        .peek(USER, "song")
                        .times(2, USER, "voice")
                        .times(3, USER, "song")
                        .user(USER)
                        .check(USER, "voice")
                        .afterRetry(0)
                        .check(USER, "song")
                        .check(USER, "song"),
                Scenario.of(
                                "transitive, each once, in the order of a walk that goes deep first",
                                song.cascadingTo("voice", "all"),
                                voice.cascadingTo("all", "day"),
                                all,
                                day)
                        .times(3, USER, "song")
                        .check(USER, "song")
                        .check(USER, "voice")
                        .check(USER, "day")
                        .check(USER, "all")
                        .user(USER)
                        .after(60_000)
                        .check(USER, "song"),
                Scenario.of("all or nothing", song.cascadingTo("voice"), voice)
                        .times(4, USER, "voice")
                        .times(2, USER, "song")
                        .after(15_000)
                        .times(2, USER, "song")
                        .peek(USER, "voice"),
                Scenario.of(
                                "a cost that one of the levels can never hold",
                                song.cascadingTo("voice", "day"),
                                voice,
                                day)
                        .check(USER, "song", 4)
                        .check(USER, "song", 3)
                        .check(new CheckRequest(USER, "song", 2, "guild-1"))
                        .user(USER),
                Scenario.of("a level without a policy is left out", song.cascadingTo("nothing", "voice"), voice)
                        .times(4, USER, "song")
                        .check(USER, "nothing"),
                Scenario.of(
                                "a level with a role and points of its own",
                                song.cascadingTo("voice").withRole("vip", 2),
                                voice.withRole("vip", 0.5).withPoints(99))
                        .check(new CheckRequest(USER, "song", 1, "vip", null))
                        .check(new CheckRequest(USER, "song", 1, "vip", null))
                        .check(new CheckRequest(USER, "song", 1, "vip", null))
                        .check(USER, "song")
                        .user(USER));
    }

    private static List<Scenario> factors() {
        Policy image = Policy.of("image", Limit.tokenBucket(10, MINUTE, 4))
                .withRole("vip", 2)
                .withRole("guest", 0.3)
                .withRole("tiny", 0.001)
                .withRole("A.b-c_9", 4 / 3.0);
        Policy adaptive = Policy.of("adaptive", Limit.slidingWindow(8, HOUR)).adaptiveTo(0.25);
        return List.of(
                Scenario.of("a role multiplies the limit and the burst, at least to 1", image.withPoints(0))
                        .peek(new CheckRequest("1", "image", 1, null, null))
                        .peek(new CheckRequest("1", "image", 1, "vip", null))
                        .peek(new CheckRequest("1", "image", 1, "guest", null))
                        .peek(new CheckRequest("1", "image", 1, "tiny", null))
                        .peek(new CheckRequest("1", "image", 1, "A.b-c_9", null))
                        .peek(new CheckRequest("1", "image", 1, "unknown", null))
                        .check(new CheckRequest(USER, "image", 4, "vip", null))
                        .check(new CheckRequest(USER, "image", 1, "guest", null))
                        .check(new CheckRequest(USER, "image", 4, "vip", null))
                        .check(new CheckRequest(USER, "image", 5, "vip", null))
                        .check(new CheckRequest(USER, "image", 1, "vip", null))
                        .check(new CheckRequest(USER, "image", 1, "guest", null)),
                Scenario.of(
                                "a limit that a role would raise above what can be kept is held there",
                                Policy.of("window", Limit.slidingWindow(9_999, HOUR))
                                        .withRole("vip", 1_000))
                        .peek(new CheckRequest(USER, "window", 1, "vip", null))
                        .peek(USER, "window"),
                Scenario.of("an adaptive limit falls as the score rises", adaptive)
                        .check(USER, "adaptive", 8)
                        .times(3, USER, "adaptive")
                        .after(HOUR_MS)
                        .times(5, USER, "adaptive")
                        .after(HOUR_MS)
                        .peek(USER, "adaptive")
                        .times(4, USER, "adaptive")
                        .user(USER),
                new Scenario(
                                "adaptive and role together, with a score that decays",
                                T0,
                                new ScoreRules(100, 75, 33.3),
                                Enforcement.ENFORCE,
                                List.of(adaptive.withRole("vip", 1.5).withRole("guest", 1 / 3.0)))
                        .check(new CheckRequest(USER, "adaptive", 8, "vip", null))
                        .check(new CheckRequest(USER, "adaptive", 8, "vip", null))
                        .check(new CheckRequest(USER, "adaptive", 4, "vip", null))
                        .after(HOUR_MS / 2)
                        .peek(new CheckRequest(USER, "adaptive", 1, "vip", null))
                        .check(new CheckRequest(USER, "adaptive", 1, "guest", null))
                        .after(HOUR_MS / 2)
                        .check(new CheckRequest(USER, "adaptive", 2, "guest", null))
                        .check(new CheckRequest(USER, "adaptive", 4, "vip", null))
                        .user(USER));
    }

    private static List<Scenario> shadow() {
        Policy image = Policy.of("image", Limit.tokenBucket(3, MINUTE));
        Policy stricter = Policy.of("image", Limit.slidingWindow(1, MINUTE)).onTrial();
        Policy looser = Policy.of("image", Limit.fixedWindow(4, MINUTE))
                .withRole("vip", 0.25)
                .onTrial();
        return List.of(
                Scenario.of("a stricter trial beside the enforced policy", image, stricter)
                        .times(4, USER, "image")
                        .peek(USER, "image")
                        .after(60_000)
                        .times(2, USER, "image")
                        .user(USER),
                Scenario.of("a trial that is looser, and knows roles", image, looser)
                        .times(5, USER, "image")
                        .after(20_000)
                        .check(new CheckRequest(USER, "image", 1, "vip", null))
                        .check(new CheckRequest(USER, "image", 4, null, null)),
                Scenario.of("a trial alone", stricter)
                        .times(3, USER, "image")
                        .check(USER, "image", 2)
                        .user(USER),
                Scenario.of(
                                "a trial beside a cascade",
                                image.cascadingTo("all"),
                                Policy.of("all", Limit.slidingWindow(2, MINUTE)),
                                stricter)
                        .times(3, USER, "image")
                        .user(USER),
                new Scenario(
                                "the switch on SHADOW denies nothing and records nothing",
                                T0,
                                null,
                                Enforcement.SHADOW,
                                List.of(image))
                        .times(5, USER, "image")
                        .check(USER, "image", 4)
                        .check(USER, "free")
                        .user(USER)
                        .change(new PolicyChange.Enforce(Enforcement.ENFORCE))
                        .check(USER, "image")
                        .user(USER),
                Scenario.of(
                                "the switch on SHADOW lets even the blocked through, but counts their limits",
                                image.withPoints(100))
                        .times(5, USER, "image")
                        .change(new PolicyChange.Enforce(Enforcement.SHADOW))
                        .times(2, USER, "image")
                        .after(60_000)
                        .times(2, USER, "image")
                        .check(USER, "free")
                        .user(USER),
                Scenario.of("the switch on OFF looks at no limit and at no block", image.withPoints(100), stricter)
                        .times(5, USER, "image")
                        .change(new PolicyChange.Enforce(Enforcement.OFF))
                        .times(2, USER, "image")
                        .check(USER, "image", 100)
                        .peek("7", "image")
                        .user(USER)
                        .change(new PolicyChange.Enforce(Enforcement.ENFORCE))
                        .check(USER, "image"));
    }
}
