package dev.ratewarden.store.memory;

import dev.ratewarden.store.UserRecord;
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
        if (known == null) {
            return user;
        }
        user.name = known.name();
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
        return user;
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
