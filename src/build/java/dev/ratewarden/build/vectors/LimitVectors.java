package dev.ratewarden.build.vectors;

import static dev.ratewarden.build.vectors.Scenario.T0;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Strategy;
import java.time.Duration;
import java.util.List;

/** The four strategies and their corners. */
final class LimitVectors {

    private static final String USER = "42";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private LimitVectors() {}

    static List<VectorFile> files() {
        return List.of(
                new VectorFile(
                        "token-bucket", "Starts full and refills continuously, to the millisecond.", tokenBucket()),
                new VectorFile(
                        "sliding-window", "Never more than the limit in any span of the window.", slidingWindow()),
                new VectorFile(
                        "fixed-window", "Counts anew at every multiple of the window since the epoch.", fixedWindow()),
                new VectorFile(
                        "leaky-bucket",
                        "Leaks at a steady pace, and says how long to wait to go out at it.",
                        leakyBucket()),
                new VectorFile("big-numbers", "Levels up to 2^53, which doubles still hold exactly.", bigNumbers()));
    }

    private static Policy free(String action, Limit limit) {
        return Policy.of(action, limit).withPoints(0);
    }

    private static List<Scenario> tokenBucket() {
        String action = "pack_create";
        return List.of(
                Scenario.of(
                                "starts full, then one request comes back every twelve minutes",
                                free(action, Limit.tokenBucket(5, HOUR)))
                        .peek(USER, action)
                        .times(6, USER, action)
                        .afterRetry(-1)
                        .check(USER, action)
                        .after(1)
                        .peek(USER, action)
                        .times(2, USER, action)
                        .after(3_600_000)
                        .check(USER, action),
                Scenario.of(
                                "wait and reset are rounded up to whole milliseconds",
                                free("api", Limit.tokenBucket(3, Duration.ofMillis(10))))
                        .times(4, USER, "api")
                        .after(3)
                        .check(USER, "api")
                        .after(1)
                        .times(2, USER, "api")
                        .after(6)
                        .times(3, USER, "api"),
                Scenario.of("a burst above the limit", free(action, Limit.tokenBucket(2, MINUTE, 6)))
                        .times(7, USER, action)
                        .afterRetry(0)
                        .times(2, USER, action)
                        .after(600_000)
                        .peek(USER, action),
                Scenario.of("a burst below the limit", free(action, Limit.tokenBucket(10, MINUTE, 2)))
                        .times(3, USER, action)
                        .afterRetry(0)
                        .times(2, USER, action),
                Scenario.of("a request that costs more than one", free(action, Limit.tokenBucket(5, HOUR)))
                        .check(USER, action, 3)
                        .check(USER, action, 3)
                        .peek(new CheckRequest(USER, action, 2, null))
                        .check(USER, action, 2)
                        .check(USER, action, 5)
                        .afterRetry(-1)
                        .check(USER, action, 5)
                        .after(1)
                        .check(USER, action, 5),
                Scenario.of(
                                "a cost that the limit can never hold is a mistake and writes nothing",
                                free(action, Limit.tokenBucket(2, MINUTE, 6)))
                        .check(USER, action, 7)
                        .peek(new CheckRequest(USER, action, 7, null))
                        .user(USER)
                        .check(USER, action, 6),
                Scenario.of("each user has a limit alone", free(action, Limit.tokenBucket(1, HOUR)))
                        .check("1", action)
                        .check("2", action)
                        .check("1", action)
                        .check("🦊 {s1}:\"x\"", action)
                        .check("🦊 {s1}:\"x\"", action),
                Scenario.of("a clock that was set back", free(action, Limit.tokenBucket(2, MINUTE)))
                        .times(2, USER, action)
                        .after(-10_000)
                        .check(USER, action)
                        .after(10_000)
                        .check(USER, action)
                        .after(30_000)
                        .check(USER, action));
    }

    private static List<Scenario> slidingWindow() {
        String action = "payment";
        Scenario many = Scenario.of(
                "more than 100 requests are a list of their own", free(action, Limit.slidingWindow(250, MINUTE)));
        many.check(USER, action, 99).after(1).check(USER, action).after(1).check(USER, action);
        many.after(1).check(USER, action, 100).after(7).check(USER, action, 49).check(USER, action);
        many.peek(new CheckRequest(USER, action, 150, null)).check(USER, action, 250);
        many.at(T0 + 60_000)
                .check(USER, action, 99)
                .check(USER, action)
                .at(T0 + 60_001)
                .check(USER, action);
        many.at(T0 + 60_003).peek(USER, action).check(USER, action, 101).at(T0 + 120_003);
        many.check(USER, action, 150)
                .check(USER, action, 100)
                .check(USER, action)
                .after(300_000)
                .check(USER, action);
        return List.of(
                Scenario.of(
                                "a request leaves exactly one window after it came",
                                free(action, Limit.slidingWindow(3, HOUR)))
                        .check(USER, action)
                        .after(600_000)
                        .check(USER, action)
                        .after(600_000)
                        .times(2, USER, action)
                        .afterRetry(-1)
                        .check(USER, action)
                        .after(1)
                        .times(2, USER, action)
                        .peek(USER, action)
                        .after(3_600_000)
                        .peek(USER, action)
                        .check(USER, action),
                Scenario.of(
                                "a request that costs more than one waits for as many to leave",
                                free(action, Limit.slidingWindow(5, MINUTE)))
                        .check(USER, action, 2)
                        .after(10_000)
                        .check(USER, action, 2)
                        .after(10_000)
                        .check(USER, action, 3)
                        .check(USER, action, 4)
                        .check(USER, action, 6)
                        .at(T0 + 60_000)
                        .check(USER, action, 3)
                        .check(USER, action),
                Scenario.of(
                                "a limit of one in one millisecond",
                                free(action, Limit.slidingWindow(1, Duration.ofMillis(1))))
                        .times(2, USER, action)
                        .after(1)
                        .times(2, USER, action),
                many,
                Scenario.of("a clock that was set back", free(action, Limit.slidingWindow(2, MINUTE)))
                        .check(USER, action)
                        .after(-30_000)
                        .check(USER, action)
                        .check(USER, action)
                        .at(T0 + 59_999)
                        .check(USER, action)
                        .after(1)
                        .times(3, USER, action));
    }

    private static List<Scenario> fixedWindow() {
        String action = "login_attempt";
        Duration quarter = Duration.ofMinutes(15);
        return List.of(
                Scenario.of("windows begin at multiples of their length", free(action, Limit.fixedWindow(3, quarter)))
                        .at(T0 + 899_998)
                        .times(4, USER, action)
                        .after(1)
                        .check(USER, action)
                        .after(1)
                        .peek(USER, action)
                        .times(4, USER, action)
                        .after(900_000)
                        .check(USER, action),
                Scenario.of(
                                "a window that divides no day",
                                free(action, Limit.fixedWindow(1, Duration.ofMillis(7_777_777))))
                        .times(2, USER, action)
                        .afterRetry(-1)
                        .check(USER, action)
                        .after(1)
                        .check(USER, action),
                Scenario.of("a request that costs more than one", free(action, Limit.fixedWindow(5, MINUTE)))
                        .check(USER, action, 4)
                        .check(USER, action, 2)
                        .check(USER, action, 6)
                        .check(USER, action)
                        .afterRetry(0)
                        .check(USER, action, 5),
                Scenario.of(
                                "a clock that was set back over the edge stays in the later window",
                                free(action, Limit.fixedWindow(2, MINUTE)))
                        .check(USER, action)
                        .after(-1)
                        .times(2, USER, action)
                        .after(60_001)
                        .check(USER, action));
    }

    private static List<Scenario> leakyBucket() {
        String action = "webhook_send";
        return List.of(
                Scenario.of("tells how long to wait to keep the pace", free(action, Limit.leakyBucket(3, MINUTE)))
                        .peek(USER, action)
                        .times(4, USER, action)
                        .afterRetry(-1)
                        .check(USER, action)
                        .after(1)
                        .times(2, USER, action)
                        .after(60_000)
                        .check(USER, action),
                Scenario.of("waits are rounded up", free(action, Limit.leakyBucket(7, Duration.ofSeconds(1))))
                        .times(3, USER, action)
                        .after(100)
                        .times(6, USER, action)
                        .after(143)
                        .check(USER, action),
                Scenario.of("a request that costs more than one", free(action, Limit.leakyBucket(5, MINUTE)))
                        .check(USER, action, 2)
                        .check(USER, action, 3)
                        .check(USER, action, 5)
                        .check(USER, action, 6)
                        .afterRetry(0)
                        .peek(USER, action)
                        .after(48_000)
                        .check(USER, action, 5),
                Scenario.of("a clock that was set back", free(action, Limit.leakyBucket(2, MINUTE)))
                        .times(2, USER, action)
                        .after(-10_000)
                        .check(USER, action)
                        .after(40_000)
                        .check(USER, action));
    }

    private static List<Scenario> bigNumbers() {
        long year = Duration.ofDays(366).toMillis();
        // The largest whose product with the window is below 2^53.
        long most = ((1L << 53) - 1) / year;
        Limit bucket = new Limit(Strategy.TOKEN_BUCKET, most, year, most);
        Limit leaky = new Limit(Strategy.LEAKY_BUCKET, most, year, most);
        Limit billion = new Limit(Strategy.TOKEN_BUCKET, 1_000_000_000, 9_007_199, 1_000_000_000);
        Limit window = new Limit(Strategy.FIXED_WINDOW, 1_000_000_000, 1, 1_000_000_000);
        return List.of(
                Scenario.of("a token bucket of a year", free("big", bucket))
                        .check(USER, "big")
                        .after(1)
                        .check(USER, "big", most - 1)
                        .times(2, USER, "big")
                        .afterRetry(-1)
                        .check(USER, "big")
                        .after(1)
                        .check(USER, "big")
                        .check(USER, "big", most)
                        .check(USER, "big", most + 1),
                Scenario.of("a leaky bucket of a year", free("big", leaky))
                        .check(USER, "big", most)
                        .check(USER, "big")
                        .afterRetry(-1)
                        .check(USER, "big")
                        .after(1)
                        .check(USER, "big")
                        .check(USER, "big", most),
                Scenario.of("a billion requests", free("big", billion))
                        .check(USER, "big", 999_999_999)
                        .times(2, USER, "big")
                        .after(1)
                        .times(2, USER, "big"),
                Scenario.of("a billion in a millisecond", free("big", window))
                        .check(USER, "big", 1_000_000_000)
                        .check(USER, "big")
                        .after(1)
                        .check(USER, "big"));
    }
}
