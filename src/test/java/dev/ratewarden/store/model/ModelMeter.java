package dev.ratewarden.store.model;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Quota;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One user's use of one limit: the list of all that was granted, from which every figure is worked out anew. The limit's figures may
 * differ from one grant to the next. Levels are whole numbers in units of 1/window ms of a request.
 */
abstract sealed class ModelMeter permits ModelMeter.Token, ModelMeter.Sliding, ModelMeter.Fixed, ModelMeter.Leaky {

    /**
     * @param atMs the time it counts from: never before the grant that went before it
     * @param limit in force then
     * @param revision of the policies then
     */
    record Grant(long atMs, long cost, Limit limit, long revision) {}

    private final Limit begun;
    final List<Grant> grants = new ArrayList<>();

    private ModelMeter(Limit begun) {
        this.begun = begun;
    }

    static ModelMeter of(Limit limit) {
        return switch (limit.strategy()) {
            case TOKEN_BUCKET -> new Token(limit);
            case SLIDING_WINDOW -> new Sliding(limit);
            case FIXED_WINDOW -> new Fixed(limit);
            case LEAKY_BUCKET -> new Leaky(limit);
        };
    }

    ModelMeter copy() {
        ModelMeter copy = of(begun);
        copy.grants.addAll(grants);
        return copy;
    }

    /** Whether what was granted counts under this limit. */
    boolean continues(Limit limit) {
        return limit.strategy() == begun.strategy() && limit.windowMs() == begun.windowMs();
    }

    abstract boolean room(Limit limit, long cost, long nowMs);

    abstract long remaining(Limit limit, long nowMs);

    /** Only asked where there is no room now, but can be. */
    abstract long retryAfter(Limit limit, long cost, long nowMs);

    abstract long resetAt(Limit limit, long nowMs);

    long delay(Limit limit, long nowMs) {
        return 0;
    }

    /** Consumes, where there is room; the figures after that. */
    Quota take(Limit limit, long revision, long cost, long nowMs) {
        long delay = delay(limit, nowMs);
        forget(nowMs);
        grants.add(new Grant(effective(nowMs), cost, limit, revision));
        return new Quota(limit.capacity(), remaining(limit, nowMs), 0L, resetAt(limit, nowMs), delay);
    }

    /** The figures without consuming anything, and so without a pace to keep. */
    Quota standing(Limit limit, long cost, long nowMs) {
        return new Quota(limit.capacity(), remaining(limit, nowMs), wait(limit, cost, nowMs), resetAt(limit, nowMs), 0);
    }

    private @Nullable Long wait(Limit limit, long cost, long nowMs) {
        if (cost > limit.capacity()) {
            return null;
        }
        return room(limit, cost, nowMs) ? 0 : retryAfter(limit, cost, nowMs);
    }

    /** What is dropped for good with a grant, even if the clock is set back later. */
    void forget(long nowMs) {}

    /** A clock that was set back stands still for this meter. */
    final long effective(long nowMs) {
        return grants.isEmpty() ? nowMs : Math.max(nowMs, grants.getLast().atMs());
    }

    static BigInteger inLevel(long requests, Limit limit) {
        return BigInteger.valueOf(requests).multiply(BigInteger.valueOf(limit.windowMs()));
    }

    /** What flows in or out in so many ms: limit / window of a request each ms. */
    static BigInteger flow(long ms, Limit limit) {
        return BigInteger.valueOf(ms).multiply(BigInteger.valueOf(limit.limit()));
    }

    /** Whole ms until so much has flowed, rounded up. */
    static long timeFor(BigInteger level, Limit limit) {
        BigInteger[] parts = level.divideAndRemainder(BigInteger.valueOf(limit.limit()));
        return parts[0].longValueExact() + (parts[1].signum() > 0 ? 1 : 0);
    }

    static final class Token extends ModelMeter {

        private Token(Limit begun) {
            super(begun);
        }

        private BigInteger level(Limit limit, long nowMs) {
            BigInteger level = BigInteger.ZERO;
            long kept = 0;
            Grant before = null;
            for (Grant grant : grants) {
                level = level(level, kept, before, grant.limit(), grant.atMs())
                        .subtract(inLevel(grant.cost(), grant.limit()));
                // A larger burst gives its tokens once under each revision of the policies.
                boolean sameRevision = before != null && before.revision() == grant.revision();
                kept = sameRevision
                        ? Math.max(kept, grant.limit().burst())
                        : grant.limit().burst();
                before = grant;
            }
            return level(level, kept, before, limit, effective(nowMs));
        }

        private static BigInteger level(BigInteger level, long kept, @Nullable Grant before, Limit limit, long atMs) {
            BigInteger full = inLevel(limit.burst(), limit);
            if (before == null) {
                return full;
            }
            BigInteger raised = inLevel(Math.max(0, limit.burst() - kept), limit);
            return level.add(raised)
                    .min(full)
                    .add(flow(atMs - before.atMs(), limit))
                    .min(full);
        }

        @Override
        boolean room(Limit limit, long cost, long nowMs) {
            return level(limit, nowMs).compareTo(inLevel(cost, limit)) >= 0;
        }

        @Override
        long remaining(Limit limit, long nowMs) {
            return level(limit, nowMs).divide(inLevel(1, limit)).longValueExact();
        }

        @Override
        long retryAfter(Limit limit, long cost, long nowMs) {
            return timeFor(inLevel(cost, limit).subtract(level(limit, nowMs)), limit) + effective(nowMs) - nowMs;
        }

        @Override
        long resetAt(Limit limit, long nowMs) {
            return effective(nowMs) + timeFor(inLevel(limit.burst(), limit).subtract(level(limit, nowMs)), limit);
        }
    }

    static final class Leaky extends ModelMeter {

        private Leaky(Limit begun) {
            super(begun);
        }

        private BigInteger level(Limit limit, long nowMs) {
            BigInteger level = BigInteger.ZERO;
            long at = grants.isEmpty() ? nowMs : grants.getFirst().atMs();
            for (Grant grant : grants) {
                level = level.subtract(flow(grant.atMs() - at, grant.limit()))
                        .max(BigInteger.ZERO)
                        .add(inLevel(grant.cost(), grant.limit()));
                at = grant.atMs();
            }
            return level.subtract(flow(effective(nowMs) - at, limit)).max(BigInteger.ZERO);
        }

        private BigInteger free(Limit limit, long nowMs) {
            return inLevel(limit.limit(), limit).subtract(level(limit, nowMs));
        }

        @Override
        boolean room(Limit limit, long cost, long nowMs) {
            return inLevel(cost, limit).compareTo(free(limit, nowMs)) <= 0;
        }

        @Override
        long remaining(Limit limit, long nowMs) {
            return free(limit, nowMs)
                    .max(BigInteger.ZERO)
                    .divide(inLevel(1, limit))
                    .longValueExact();
        }

        @Override
        long retryAfter(Limit limit, long cost, long nowMs) {
            return timeFor(inLevel(cost, limit).subtract(free(limit, nowMs)), limit) + effective(nowMs) - nowMs;
        }

        @Override
        long resetAt(Limit limit, long nowMs) {
            return effective(nowMs) + timeFor(level(limit, nowMs), limit);
        }

        @Override
        long delay(Limit limit, long nowMs) {
            return timeFor(level(limit, nowMs), limit);
        }
    }

    static final class Sliding extends ModelMeter {

        private final long windowMs;

        private Sliding(Limit begun) {
            super(begun);
            this.windowMs = begun.windowMs();
        }

        /** One time for each unit of cost that still counts, oldest first. */
        private List<Long> counted(long nowMs) {
            List<Long> times = new ArrayList<>();
            for (Grant grant : grants) {
                for (long i = 0; i < grant.cost() && grant.atMs() > nowMs - windowMs; i++) {
                    times.add(grant.atMs());
                }
            }
            return times;
        }

        @Override
        void forget(long nowMs) {
            grants.removeIf(grant -> grant.atMs() <= nowMs - windowMs);
        }

        @Override
        boolean room(Limit limit, long cost, long nowMs) {
            return counted(nowMs).size() + cost <= limit.limit();
        }

        @Override
        long remaining(Limit limit, long nowMs) {
            return Math.max(0, limit.limit() - counted(nowMs).size());
        }

        @Override
        long retryAfter(Limit limit, long cost, long nowMs) {
            List<Long> times = counted(nowMs);
            int mustLeave = Math.toIntExact(times.size() + cost - limit.limit());
            return times.get(mustLeave - 1) + windowMs - nowMs;
        }

        @Override
        long resetAt(Limit limit, long nowMs) {
            List<Long> times = counted(nowMs);
            return times.isEmpty() ? nowMs : times.getLast() + windowMs;
        }
    }

    static final class Fixed extends ModelMeter {

        private final long windowMs;

        private Fixed(Limit begun) {
            super(begun);
            this.windowMs = begun.windowMs();
        }

        private long start(long nowMs) {
            return Math.floorDiv(effective(nowMs), windowMs) * windowMs;
        }

        private long count(long nowMs) {
            long start = start(nowMs);
            return grants.stream()
                    .filter(grant -> grant.atMs() >= start)
                    .mapToLong(Grant::cost)
                    .sum();
        }

        @Override
        boolean room(Limit limit, long cost, long nowMs) {
            return count(nowMs) + cost <= limit.limit();
        }

        @Override
        long remaining(Limit limit, long nowMs) {
            return Math.max(0, limit.limit() - count(nowMs));
        }

        @Override
        long retryAfter(Limit limit, long cost, long nowMs) {
            return start(nowMs) + windowMs - nowMs;
        }

        @Override
        long resetAt(Limit limit, long nowMs) {
            return count(nowMs) > 0 ? start(nowMs) + windowMs : nowMs;
        }
    }
}
