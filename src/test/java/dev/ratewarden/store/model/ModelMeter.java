package dev.ratewarden.store.model;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Quota;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * One user's use of one limit: the list of all that was granted, from which every figure is worked out anew. Levels are whole numbers
 * in units of 1/window ms of a request.
 */
abstract sealed class ModelMeter permits ModelMeter.Token, ModelMeter.Sliding, ModelMeter.Fixed, ModelMeter.Leaky {

    /** @param atMs the time it counts from: never before the grant that went before it */
    record Grant(long atMs, long cost) {}

    final Limit limit;
    final List<Grant> grants;

    private ModelMeter(Limit limit, List<Grant> grants) {
        this.limit = limit;
        this.grants = new ArrayList<>(grants);
    }

    static ModelMeter of(Limit limit, List<Grant> grants) {
        return switch (limit.strategy()) {
            case TOKEN_BUCKET -> new Token(limit, grants);
            case SLIDING_WINDOW -> new Sliding(limit, grants);
            case FIXED_WINDOW -> new Fixed(limit, grants);
            case LEAKY_BUCKET -> new Leaky(limit, grants);
        };
    }

    ModelMeter copy() {
        return of(limit, grants);
    }

    abstract boolean room(long cost, long nowMs);

    abstract long remaining(long nowMs);

    /** Only asked where there is no room. */
    abstract long retryAfter(long cost, long nowMs);

    abstract long resetAt(long nowMs);

    long delay(long nowMs) {
        return 0;
    }

    /** Consumes if there is room; the figures after that. */
    Quota check(long cost, long nowMs) {
        if (!room(cost, nowMs)) {
            return standing(cost, nowMs);
        }
        long delay = delay(nowMs);
        forget(nowMs);
        grants.add(new Grant(effective(nowMs), cost));
        return new Quota(limit.capacity(), remaining(nowMs), 0L, resetAt(nowMs), delay);
    }

    /** The figures without consuming anything, and so without a pace to keep. */
    Quota standing(long cost, long nowMs) {
        long retryAfter = room(cost, nowMs) ? 0 : retryAfter(cost, nowMs);
        return new Quota(limit.capacity(), remaining(nowMs), retryAfter, resetAt(nowMs), 0);
    }

    /** What is dropped for good with a grant, even if the clock is set back later. */
    void forget(long nowMs) {}

    /** A clock that was set back stands still for this meter. */
    final long effective(long nowMs) {
        return grants.isEmpty() ? nowMs : Math.max(nowMs, grants.getLast().atMs());
    }

    final BigInteger inLevel(long requests) {
        return BigInteger.valueOf(requests).multiply(BigInteger.valueOf(limit.windowMs()));
    }

    /** What flows in or out in so many ms: limit / window of a request each ms. */
    final BigInteger flow(long ms) {
        return BigInteger.valueOf(ms).multiply(BigInteger.valueOf(limit.limit()));
    }

    /** Whole ms until so much has flowed, rounded up. */
    final long timeFor(BigInteger level) {
        return ceilDiv(level, BigInteger.valueOf(limit.limit()));
    }

    static long ceilDiv(BigInteger amount, BigInteger by) {
        BigInteger[] parts = amount.divideAndRemainder(by);
        return parts[0].longValueExact() + (parts[1].signum() > 0 ? 1 : 0);
    }

    static final class Token extends ModelMeter {

        Token(Limit limit, List<Grant> grants) {
            super(limit, grants);
        }

        private BigInteger level(long nowMs) {
            BigInteger full = inLevel(limit.burst());
            BigInteger level = full;
            long at = grants.isEmpty() ? nowMs : grants.getFirst().atMs();
            for (Grant grant : grants) {
                level = level.add(flow(grant.atMs() - at)).min(full).subtract(inLevel(grant.cost()));
                at = grant.atMs();
            }
            return level.add(flow(effective(nowMs) - at)).min(full);
        }

        @Override
        boolean room(long cost, long nowMs) {
            return level(nowMs).compareTo(inLevel(cost)) >= 0;
        }

        @Override
        long remaining(long nowMs) {
            return level(nowMs).divide(inLevel(1)).longValueExact();
        }

        @Override
        long retryAfter(long cost, long nowMs) {
            return timeFor(inLevel(cost).subtract(level(nowMs))) + effective(nowMs) - nowMs;
        }

        @Override
        long resetAt(long nowMs) {
            return effective(nowMs) + timeFor(inLevel(limit.burst()).subtract(level(nowMs)));
        }
    }

    static final class Leaky extends ModelMeter {

        Leaky(Limit limit, List<Grant> grants) {
            super(limit, grants);
        }

        private BigInteger level(long nowMs) {
            BigInteger level = BigInteger.ZERO;
            long at = grants.isEmpty() ? nowMs : grants.getFirst().atMs();
            for (Grant grant : grants) {
                level = level.subtract(flow(grant.atMs() - at))
                        .max(BigInteger.ZERO)
                        .add(inLevel(grant.cost()));
                at = grant.atMs();
            }
            return level.subtract(flow(effective(nowMs) - at)).max(BigInteger.ZERO);
        }

        @Override
        boolean room(long cost, long nowMs) {
            return level(nowMs).add(inLevel(cost)).compareTo(inLevel(limit.limit())) <= 0;
        }

        @Override
        long remaining(long nowMs) {
            return inLevel(limit.limit())
                    .subtract(level(nowMs))
                    .divide(inLevel(1))
                    .longValueExact();
        }

        @Override
        long retryAfter(long cost, long nowMs) {
            return timeFor(level(nowMs).add(inLevel(cost)).subtract(inLevel(limit.limit()))) + effective(nowMs) - nowMs;
        }

        @Override
        long resetAt(long nowMs) {
            return effective(nowMs) + timeFor(level(nowMs));
        }

        @Override
        long delay(long nowMs) {
            return timeFor(level(nowMs));
        }
    }

    static final class Sliding extends ModelMeter {

        Sliding(Limit limit, List<Grant> grants) {
            super(limit, grants);
        }

        /** One time for each unit of cost that still counts, oldest first. */
        private List<Long> counted(long nowMs) {
            List<Long> times = new ArrayList<>();
            for (Grant grant : grants) {
                for (long i = 0; i < grant.cost() && grant.atMs() > nowMs - limit.windowMs(); i++) {
                    times.add(grant.atMs());
                }
            }
            return times;
        }

        @Override
        void forget(long nowMs) {
            grants.removeIf(grant -> grant.atMs() <= nowMs - limit.windowMs());
        }

        @Override
        boolean room(long cost, long nowMs) {
            return counted(nowMs).size() + cost <= limit.limit();
        }

        @Override
        long remaining(long nowMs) {
            return Math.max(0, limit.limit() - counted(nowMs).size());
        }

        @Override
        long retryAfter(long cost, long nowMs) {
            List<Long> times = counted(nowMs);
            int mustLeave = Math.toIntExact(times.size() + cost - limit.limit());
            return times.get(mustLeave - 1) + limit.windowMs() - nowMs;
        }

        @Override
        long resetAt(long nowMs) {
            List<Long> times = counted(nowMs);
            return times.isEmpty() ? nowMs : times.getLast() + limit.windowMs();
        }
    }

    static final class Fixed extends ModelMeter {

        Fixed(Limit limit, List<Grant> grants) {
            super(limit, grants);
        }

        private long start(long nowMs) {
            return Math.floorDiv(effective(nowMs), limit.windowMs()) * limit.windowMs();
        }

        private long count(long nowMs) {
            long start = start(nowMs);
            return grants.stream()
                    .filter(grant -> grant.atMs() >= start)
                    .mapToLong(Grant::cost)
                    .sum();
        }

        @Override
        boolean room(long cost, long nowMs) {
            return count(nowMs) + cost <= limit.limit();
        }

        @Override
        long remaining(long nowMs) {
            return limit.limit() - count(nowMs);
        }

        @Override
        long retryAfter(long cost, long nowMs) {
            return start(nowMs) + limit.windowMs() - nowMs;
        }

        @Override
        long resetAt(long nowMs) {
            return count(nowMs) > 0 ? start(nowMs) + limit.windowMs() : nowMs;
        }
    }
}
