package dev.ratewarden.watch;

import dev.ratewarden.limiter.InvalidRequestException;
import java.time.Duration;

/**
 * When many users at once are a raid. Either is enough.
 *
 * @param users so many different users over the limit of one action, at least 2
 * @param window within this
 * @param newAccounts so many accounts that are new, by their Discord ids, over the limit of one action, at least 2
 * @param newWindow within this, at most an hour
 * @param newAge up to this an account is new
 */
public record RaidRules(int users, Duration window, int newAccounts, Duration newWindow, Duration newAge) {

    private static final int MOST_USERS = 1_000;
    private static final Duration LONGEST = Duration.ofHours(1);

    /** 10 users within a minute, or 5 accounts younger than 7 days within 5 minutes. */
    public static final RaidRules DEFAULT =
            new RaidRules(10, Duration.ofMinutes(1), 5, Duration.ofMinutes(5), Duration.ofDays(7));

    /** @throws InvalidRequestException naming the rule that cannot be */
    public RaidRules {
        requireCount("users", users);
        requireCount("new accounts", newAccounts);
        requireTime("window", window, LONGEST);
        requireTime("window for new accounts", newWindow, LONGEST);
        requireTime("age of new accounts", newAge, Duration.ofDays(3_650));
    }

    private static void requireCount(String what, int count) {
        if (count < 2 || count > MOST_USERS) {
            throw new InvalidRequestException("raid %s %d: must be 2 to %d".formatted(what, count, MOST_USERS));
        }
    }

    private static void requireTime(String what, Duration time, Duration longest) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(longest) > 0) {
            throw new InvalidRequestException("raid %s %s: must be a second to %s".formatted(what, time, longest));
        }
    }

    /** How long what happened matters, ms. */
    long longestMs() {
        return Math.max(window.toMillis(), newWindow.toMillis());
    }
}
