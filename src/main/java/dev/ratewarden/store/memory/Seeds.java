package dev.ratewarden.store.memory;

import dev.ratewarden.store.UserRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Users in memory from what is kept of them elsewhere, and the other way round. */
final class Seeds {

    private Seeds() {}

    /** @param known null for a user of whom nothing is known */
    static UserState user(String id, @Nullable UserRecord known) {
        UserState user = new UserState(id);
        if (known != null) {
            user.name = known.name();
            fill(user, known);
        }
        return user;
    }

    /** All but the name. The caller holds the user's lock, or is the only one to know it. */
    static void fill(UserState user, UserRecord known) {
        user.seenAtMs = known.seenAtMs();
        Measures measures = measures(known);
        if (measures != Measures.NONE) {
            user.setMeasures(measures);
        }
        if (known.violations() > 0 || known.score() > 0 || known.resetAtMs() != null) {
            Abuse abuse = user.makeAbuse();
            abuse.setScore(known.score(), known.scoreClock());
            abuse.violations = known.violations();
            abuse.resetAtMs = known.resetAtMs();
            abuse.block = known.blockedAtMs() == null ? null : new Blocking(known.blockedAtMs(), known.blockEnd());
            abuse.recent.precede(oldestFirst(known.recentMs()));
        }
        if (known.moderationRevision() > 0) {
            user.makeTrail().beginAt(known.moderationRevision());
        }
    }

    /** What is kept of a user. The caller holds the user's lock. */
    static UserRecord record(UserState user) {
        Abuse abuse = user.abuse();
        Abuse.Standing standing = abuse == null ? Abuse.Standing.NONE : abuse.standing();
        PastViolation latest = abuse == null ? null : abuse.history.newest();
        Blocking block = standing.block();
        return new UserRecord(
                user.id,
                standing.score(),
                standing.scoreClock(),
                user.violations(),
                latest == null ? null : (Long) latest.atMs(),
                latest == null ? null : latest.action(),
                standing.resetAtMs(),
                block == null ? null : (Long) block.sinceMs(),
                block == null ? 0 : block.end(),
                newestFirst(standing.recent()),
                user.measures().ban(),
                user.measures().exemption(),
                user.measures().graceUntilMs(),
                user.measures().overrides(),
                user.measures().note(),
                user.name,
                user.seenAtMs,
                user.moderationRevision());
    }

    /** Whether there is more to be known of a user than that it was seen. The caller holds the user's lock. */
    static boolean worthKeeping(UserState user) {
        return user.name != null
                || user.abuse() != null
                || user.measures() != Measures.NONE
                || user.moderationRevision() > 0;
    }

    /** Whether moderators would miss what is known of the user, however long ago it was seen. */
    static boolean mustStay(UserRecord known, long nowMs, double clockNow) {
        return measures(known).keepAt(nowMs) || (known.blockedAtMs() != null && known.blockEnd() >= clockNow);
    }

    private static List<Long> newestFirst(long[] oldestFirst) {
        List<Long> times = new ArrayList<>(oldestFirst.length);
        for (int i = oldestFirst.length; i > 0; i--) {
            times.add(oldestFirst[i - 1]);
        }
        return times;
    }

    private static Measures measures(UserRecord known) {
        boolean none = known.ban() == null
                && known.exemption() == null
                && known.note() == null
                && known.overrides().isEmpty()
                && known.graceUntilMs() == null;
        return none
                ? Measures.NONE
                : new Measures(
                        known.ban(),
                        known.exemption(),
                        known.note(),
                        Collections.unmodifiableMap(new TreeMap<>(known.overrides())),
                        known.graceUntilMs());
    }

    private static long[] oldestFirst(List<Long> newestFirst) {
        long[] times = new long[newestFirst.size()];
        for (int i = 0; i < times.length; i++) {
            times[times.length - 1 - i] = newestFirst.get(i);
        }
        return times;
    }
}
