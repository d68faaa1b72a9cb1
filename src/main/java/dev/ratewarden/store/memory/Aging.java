package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Drops users who were not seen for long, and, where there are more than fit, those who are missed least: first those without a score,
 * roughly in the order in which they were last seen, then those with a low one. Thread-safe. A check does a bounded amount of work here,
 * and nearly always none: only when it adds a user, or when somebody is due.
 *
 * <p>What tells the users apart changes without notice, by time alone even. So each is sorted by what it was when it was last looked at,
 * and is looked at again before it is dropped.
 */
final class Aging {

    private static final long LOOKED_AT_AGAIN_MS = 24L * 3_600_000;

    /** How many users a check drops at most because they are due, and as many again because there are too many. */
    private static final int MOST_DROPPED = 2;

    private static final int MOST_LOOKED_AT = 24;
    private static final int SAMPLE = 8;

    private final Users users;
    private final long retentionMs;
    private final long maxUsers;

    final LongAdder pruned = new LongAdder();
    final LongAdder evicted = new LongAdder();

    /** Guards the calendars. Nobody waits for a user while holding it. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Calendar unscored = new Calendar();
    private final Calendar scored = new Calendar();
    private final Calendar kept = new Calendar();

    /** Before this nobody is due. */
    private volatile long dueFromMs = Long.MAX_VALUE;

    private enum Sort {
        GONE,
        UNSCORED,
        SCORED,
        KEPT
    }

    Aging(Users users, long retentionMs, long maxUsers) {
        this.users = users;
        this.retentionMs = retentionMs;
        this.maxUsers = maxUsers;
    }

    /** Drops whoever is due. The caller holds no user's lock. */
    void prune(long nowMs, PolicyBook book) {
        if (nowMs >= dueFromMs) {
            pruneDue(nowMs, book);
        }
    }

    /**
     * Makes room for a user who has just become tracked, and notes it. The caller holds no user's lock.
     *
     * @param seenAtMs when it was seen last, epoch ms
     */
    void enter(UserState user, long seenAtMs, long nowMs, PolicyBook book) {
        for (int i = 0; i < MOST_DROPPED && users.size() > maxUsers; i++) {
            if (!evict(nowMs, book)) {
                break;
            }
        }
        put(unscored, user, seenAtMs);
    }

    private void pruneDue(long nowMs, PolicyBook book) {
        int dropped = 0;
        for (int i = 0; i < MOST_LOOKED_AT && dropped < MOST_DROPPED; i++) {
            Calendar calendar = due(nowMs);
            UserState user = calendar == null ? null : take(calendar);
            if (calendar == null || user == null) {
                return;
            }
            synchronized (user) {
                if (user.gone) {
                    continue;
                }
                if (user.seenAtMs > nowMs - retentionMs) {
                    put(calendar, user, user.seenAtMs);
                } else if (mustStay(user, nowMs, book)) {
                    put(calendar, user, nowMs - retentionMs + LOOKED_AT_AGAIN_MS);
                } else {
                    users.remove(user);
                    pruned.increment();
                    dropped++;
                }
            }
        }
    }

    /** Whether a user was dropped. Nobody whom people would miss. */
    private boolean evict(long nowMs, PolicyBook book) {
        if (evictUnscored(nowMs, book) || evictLowest(nowMs, book)) {
            evicted.increment();
            return true;
        }
        lock.lock();
        try {
            // Some of those who had to be kept may not have to any more; they are sorted anew, some with each check.
            if (unscored.isEmpty() && scored.isEmpty()) {
                unscored.takeOver(kept);
            }
        } finally {
            lock.unlock();
        }
        return false;
    }

    private boolean evictUnscored(long nowMs, PolicyBook book) {
        for (int i = 0; i < MOST_LOOKED_AT; i++) {
            UserState user = take(unscored);
            if (user == null) {
                return false;
            }
            synchronized (user) {
                Sort sort = sort(user, nowMs, book);
                if (sort == Sort.UNSCORED && !user.seenAgain) {
                    users.remove(user);
                    return true;
                }
                user.seenAgain = false;
                putBack(user, sort);
            }
        }
        return false;
    }

    /** Of some of those with a score, the one with the lowest. */
    private boolean evictLowest(long nowMs, PolicyBook book) {
        UserState lowest = null;
        double least = Double.POSITIVE_INFINITY;
        List<UserState> sample = new ArrayList<>(SAMPLE);
        for (int i = 0; i < SAMPLE; i++) {
            UserState user = take(scored);
            if (user == null) {
                break;
            }
            synchronized (user) {
                Sort sort = sort(user, nowMs, book);
                if (sort == Sort.UNSCORED || sort == Sort.SCORED) {
                    sample.add(user);
                    double score = user.scoreAt(book.decay().at(nowMs));
                    if (score < least) {
                        lowest = user;
                        least = score;
                    }
                } else {
                    putBack(user, sort);
                }
            }
        }
        boolean dropped = false;
        for (UserState user : sample) {
            synchronized (user) {
                Sort sort = sort(user, nowMs, book);
                if (user == lowest && (sort == Sort.UNSCORED || sort == Sort.SCORED)) {
                    users.remove(user);
                    dropped = true;
                } else {
                    putBack(user, sort);
                }
            }
        }
        return dropped;
    }

    private Sort sort(UserState user, long nowMs, PolicyBook book) {
        if (user.gone) {
            return Sort.GONE;
        }
        double score = user.scoreAt(book.decay().at(nowMs));
        if (mustStay(user, nowMs, book) || AbuseScore.rounded(score) >= ScoreRules.CAUTION_AT) {
            return Sort.KEPT;
        }
        return score > 0 ? Sort.SCORED : Sort.UNSCORED;
    }

    private static boolean mustStay(UserState user, long nowMs, PolicyBook book) {
        return user.measures().keepAt(nowMs) || user.isBlockedAt(book.decay().at(nowMs));
    }

    private void putBack(UserState user, Sort sort) {
        switch (sort) {
            case GONE -> {}
            case UNSCORED -> put(unscored, user, user.seenAtMs);
            case SCORED -> put(scored, user, user.seenAtMs);
            case KEPT -> put(kept, user, user.seenAtMs);
        }
    }

    private void put(Calendar calendar, UserState user, long seenAtMs) {
        lock.lock();
        try {
            calendar.put(user, seenAtMs);
            dueFromMs = Math.min(dueFromMs, calendar.endOfFirstHour() + retentionMs);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable UserState take(Calendar calendar) {
        lock.lock();
        try {
            return calendar.takeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** A calendar whose earliest hour is due; null if there is none, and then it is noted when the next one will be. */
    private @Nullable Calendar due(long nowMs) {
        lock.lock();
        try {
            long earliest = Long.MAX_VALUE;
            for (Calendar calendar : List.of(unscored, scored, kept)) {
                long due = calendar.isEmpty() ? Long.MAX_VALUE : calendar.endOfFirstHour() + retentionMs;
                if (due <= nowMs) {
                    return calendar;
                }
                earliest = Math.min(earliest, due);
            }
            dueFromMs = earliest;
            return null;
        } finally {
            lock.unlock();
        }
    }
}
