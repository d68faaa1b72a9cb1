package dev.ratewarden.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.store.LocalDecider.Situation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the switch over all policies means while the shared store is away. */
class MemoryDeciderTest {

    private static final CheckRequest PAYS = CheckRequest.of("ann", "pay");

    private final MemoryStore store = new MemoryStore(() -> java.time.Instant.EPOCH);
    private final MemoryDecider decider = new MemoryDecider();

    @ParameterizedTest
    @CsvSource({
        "ENFORCE, CLOSED, OUTAGE",
        "SHADOW,  CLOSED, SHADOWED",
        "OFF,     CLOSED, UNPOLICED",
        "ENFORCE, OPEN,   ALLOWED",
        "SHADOW,  OPEN,   ALLOWED",
        "OFF,     OPEN,   UNPOLICED",
        "SHADOW,  LOCAL,  ALLOWED",
        "OFF,     LOCAL,  UNPOLICED"
    })
    void aPolicyDeniesOnlyWhileItIsEnforced(Enforcement enforcement, OnOutage onOutage, Reason reason) {
        Situation situation = situation(enforcement, onOutage);

        CheckOutcome decided = decider.check(PAYS, situation).outcome();

        assertThat(decided.reason()).isEqualTo(reason);
        assertThat(decider.peek(PAYS, situation).reason()).isEqualTo(reason);
    }

    private Situation situation(Enforcement enforcement, OnOutage onOutage) {
        Policy pay =
                Policy.of("pay", Limit.slidingWindow(2, Duration.ofMinutes(1))).onOutage(onOutage);
        store.addDefaults(List.of(pay), null);
        store.change(new PolicyChange.Enforce(enforcement), "test", "", null);
        PolicyBook book = store.policies();
        return new Situation(book, 0, 1, 0, id -> null);
    }
}
