package dev.ratewarden.bench;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import java.time.Duration;
import java.util.stream.IntStream;

/** Who asks, and under which limits. */
final class Users {

    /** Never denies within a run. */
    static final Policy GENEROUS = Policy.of("generous", Limit.tokenBucket(1_000_000, Duration.ofDays(1)));

    /** Denies from the second check on, for the rest of the run; a violation costs one point. */
    static final Policy STRICT = Policy.of("strict", Limit.tokenBucket(1, Duration.ofDays(300)))
            .withPoints(1)
            .withoutEscalation();

    /** Nobody is ever blocked, so that every denial is a full violation: score, history, event. */
    static final ScoreRules PATIENT = new ScoreRules(1_000_000, 1_000_000, 0);

    private Users() {}

    /** As long as the ids of a large chat service. */
    static String id(int number) {
        return "184467440737" + (100_000_000 + number);
    }

    static String[] ids(int count) {
        return IntStream.range(0, count).mapToObj(Users::id).toArray(String[]::new);
    }

    static CheckRequest[] requests(int count, Policy policy) {
        return IntStream.range(0, count)
                .mapToObj(number -> CheckRequest.of(id(number), policy.action()))
                .toArray(CheckRequest[]::new);
    }
}
