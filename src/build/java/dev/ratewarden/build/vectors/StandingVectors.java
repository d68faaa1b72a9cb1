package dev.ratewarden.build.vectors;

import static dev.ratewarden.build.vectors.Scenario.T0;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.ModeratorAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What moderators and scores left with a user, met as it is stored. */
final class StandingVectors {

    private static final String USER = "42";
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final Policy ONCE = Policy.of("once", Limit.slidingWindow(1, Duration.ofDays(1)));
    private static final Policy PAIR = Policy.of("pair", Limit.tokenBucket(4, Duration.ofHours(1), 2));

    private StandingVectors() {}

    static VectorFile file() {
        return new VectorFile(
                "standing",
                "Bans, exemptions, blocks, grace periods and limits of a user's own, met as they are stored.",
                List.of(
                        banned(HOUR),
                        banned(null),
                        bannedBefore(),
                        exempt(),
                        exemptAndBlocked(),
                        ownLimit(),
                        grace(),
                        blocked("a block by the score, for good", null),
                        blocked("a block that decay ends", new ScoreRules(100, 75, 10)),
                        bannedAndBlocked(HOUR),
                        bannedAndBlocked(3 * HOUR),
                        unreadable()));
    }

    private static List<String> user(String... fieldsAndValues) {
        List<String> command = new ArrayList<>(List.of("HSET", VectorKeys.USUAL.of(USER, "user:" + USER)));
        command.addAll(List.of(fieldsAndValues));
        return command;
    }

    private static List<String> index(String name, String value) {
        return List.of("ZADD", VectorKeys.USUAL.of(USER, name), value, USER);
    }

    private static List<String> seen() {
        return index("seen", Long.toString(T0));
    }

    private static String period(@Nullable Long until, String reason) {
        return "[%d,%s,\"lee\",\"%s\"]".formatted(T0, until, reason);
    }

    private static Scenario banned(@Nullable Long forMs) {
        Long until = forMs == null ? null : (Long) (T0 + forMs);
        Scenario scenario = Scenario.of(forMs == null ? "a ban for good" : "a ban of an hour", ONCE)
                .state(
                        before -> before.act(USER, new ModeratorAction.Ban(forMs), "spam"),
                        List.of(
                                user("ban", period(until, "spam")),
                                index("bans", until == null ? "+inf" : until.toString()),
                                seen()))
                .check(USER, "once")
                .check(USER, "once")
                .check(USER, "free")
                .peek(USER, "once")
                .user(USER)
                .check("7", "once")
                .after(HOUR - 1)
                .check(USER, "once");
        return scenario.after(1).times(2, USER, "once").user(USER);
    }

    private static Scenario bannedBefore() {
        return Scenario.of("a ban that is over holds no more", ONCE)
                .state(
                        before -> before.act(USER, new ModeratorAction.Ban(1L), "spam"),
                        List.of(user("ban", period(T0 + 1, "spam")), index("bans", Long.toString(T0 + 1)), seen()))
                .after(1)
                .times(2, USER, "once");
    }

    private static Scenario exempt() {
        return Scenario.of("somebody exempt consumes nothing, until the exemption ends", ONCE)
                .state(
                        before -> before.act(USER, new ModeratorAction.Exempt(HOUR), "staff"),
                        List.of(
                                user("ex", period(T0 + HOUR, "staff")),
                                index("exempt", Long.toString(T0 + HOUR)),
                                seen()))
                .times(3, USER, "once")
                .check(USER, "free")
                .peek(USER, "once")
                .after(HOUR - 1)
                .check(USER, "once")
                .after(1)
                .times(2, USER, "once");
    }

    private static Scenario exemptAndBlocked() {
        return Scenario.of("an exemption goes before a block", ONCE)
                .state(
                        before -> {
                            before.times(6, USER, "once");
                            before.act(USER, new ModeratorAction.Exempt(null), "staff");
                        },
                        List.of(
                                user("s", "0 0 5 %d once %d - -".formatted(T0, T0), "ex", period(null, "staff")),
                                index("exempt", "+inf"),
                                seen()))
                .check(USER, "once")
                .check(USER, "free");
    }

    private static Scenario ownLimit() {
        return Scenario.of(
                        "a limit of the user's own stands instead of policy, role and score",
                        ONCE,
                        PAIR.withRole("vip", 10))
                .state(
                        before -> {
                            before.act(USER, new ModeratorAction.Override("once", 3L));
                            before.act(USER, new ModeratorAction.Override("pair", 7L));
                        },
                        List.of(user("o:once", "3", "o:pair", "7"), index("marked", "0"), seen()))
                .times(4, USER, "once")
                .check(USER, "once", 2)
                .check(new CheckRequest(USER, "pair", 1, "vip", null))
                .times(3, USER, "pair")
                .times(2, "7", "once");
    }

    private static Scenario grace() {
        return Scenario.of("in a grace period a violation adds nothing", ONCE)
                .state(
                        before -> {
                            before.act(USER, new ModeratorAction.Ban(null));
                            before.act(USER, new ModeratorAction.Unban(false, HOUR));
                        },
                        List.of(user("g", Long.toString(T0 + HOUR)), index("marked", "0"), seen()))
                .times(3, USER, "once")
                .user(USER)
                .after(HOUR - 1)
                .check(USER, "once")
                .after(1)
                .times(2, USER, "once")
                .user(USER);
    }

    /** As five violations at once leave it. */
    private static List<List<String>> blockedState() {
        List<String> history = new ArrayList<>(List.of("LPUSH", VectorKeys.USUAL.of(USER, "history:" + USER)));
        int[] before = {0, 10, 25, 45, 70};
        for (int n = 0; n < before.length; n++) {
            history.add("[%d,\"once\",\"S\",1,%d,%d,10,%d,%d,%d%s]"
                    .formatted(T0, DAY, DAY, n, 10 + 5 * n, before[n], n == 4 ? ",1,1,1" : ""));
        }
        return List.of(
                user(
                        "b:once",
                        "S 1 %d 1 %d 0 0".formatted(DAY, T0),
                        "s",
                        "100 0 5 %d once - %d 25.0000005".formatted(T0, T0),
                        "v",
                        T0 + " 0 0 0 0",
                        "d:once",
                        "5 - %d 1".formatted(T0 + DAY)),
                history,
                index("scores", "100"),
                index("blocked", "25.0000005"),
                seen());
    }

    private static Scenario blocked(String name, @Nullable ScoreRules rules) {
        Scenario scenario = new Scenario(name, T0, rules, Enforcement.ENFORCE, List.of(ONCE, PAIR))
                .state(before -> before.times(6, USER, "once"), blockedState())
                .after(60_000)
                .check(USER, "once")
                .check(USER, "pair")
                .check(USER, "pair")
                .peek(USER, "free")
                .user(USER);
        return rules == null
                ? scenario.after(365 * DAY).check(USER, "pair").user(USER)
                : scenario.peekAndWait(USER, "pair", -1)
                        .check(USER, "pair")
                        .after(1)
                        .check(USER, "pair")
                        .check(USER, "once")
                        .user(USER);
    }

    private static Scenario bannedAndBlocked(long banMs) {
        List<List<String>> raw = new ArrayList<>(blockedState());
        raw.add(user("ban", period(T0 + banMs, "spam"), "d:once", "5 - -"));
        raw.add(index("bans", Long.toString(T0 + banMs)));
        return new Scenario(
                        "banned for %d h and blocked for 2.5: the longer of both is the wait".formatted(banMs / HOUR),
                        T0,
                        new ScoreRules(100, 75, 10),
                        Enforcement.ENFORCE,
                        List.of(ONCE, PAIR))
                .state(
                        before -> {
                            before.times(6, USER, "once");
                            before.act(USER, new ModeratorAction.Ban(banMs), "spam");
                        },
                        raw)
                .check(USER, "pair")
                .check(USER, "once")
                .after(HOUR)
                .check(USER, "pair")
                .afterRetry(-1)
                .check(USER, "pair")
                .after(1)
                .check(USER, "pair")
                .user(USER);
    }

    private static Scenario unreadable() {
        return Scenario.of("records that cannot be read count as none", ONCE, PAIR)
                .state(
                        before -> {},
                        List.of(
                                user(
                                        "s",
                                        "nan 0 1 2",
                                        "b:once",
                                        "S of rubbish",
                                        "b:pair",
                                        "T 1 3600000",
                                        "ban",
                                        "rubbish"),
                                seen()))
                .times(2, USER, "once")
                .times(3, USER, "pair")
                .user(USER);
    }
}
