package dev.ratewarden.limiter;

import java.time.Duration;
import java.util.List;

/**
 * The seven policies that every community starts with. What takes money is denied while the shared store is away: a limit that each
 * bot keeps for itself could let somebody pay more often than it says.
 */
public final class StandardPolicies {

    private static final List<Policy> ALL = List.of(
            Policy.of("pack_create", Limit.tokenBucket(5, Duration.ofHours(1))),
            Policy.of("pack_purchase", Limit.slidingWindow(10, Duration.ofHours(24)))
                    .onOutage(OnOutage.CLOSED),
            Policy.of("payment", Limit.slidingWindow(5, Duration.ofHours(1))).onOutage(OnOutage.CLOSED),
            Policy.of("api_call", Limit.tokenBucket(100, Duration.ofSeconds(60))),
            Policy.of("login_attempt", Limit.fixedWindow(10, Duration.ofMinutes(15))),
            Policy.of("failed_login", Limit.fixedWindow(5, Duration.ofMinutes(15))),
            Policy.of("webhook_send", Limit.leakyBucket(30, Duration.ofSeconds(60))));

    private StandardPolicies() {}

    public static List<Policy> all() {
        return ALL;
    }
}
