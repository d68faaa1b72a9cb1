package dev.ratewarden.store.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.OutageListener;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.LoggedCheck;
import dev.ratewarden.store.CheckBatch;
import dev.ratewarden.store.SharedStore;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The log gives way first, and says what it left out. */
class CheckLoggerTest {

    private final List<CheckBatch> written = new ArrayList<>();
    private final List<SecurityEvent> events = new ArrayList<>();
    private OptionalDouble memory = OptionalDouble.of(0.1);
    private boolean full;
    private @Nullable RuntimeException failure;
    private long nanos;
    private final CheckLogger log = logger(OutageSettings.DEFAULT_CHECK_LOG_BYTES);

    private CheckLogger logger(long bytes) {
        return new CheckLogger(
                shared(),
                new OutageSettings(
                        "bot",
                        null,
                        OutageSettings.DEFAULT_JOURNAL_BYTES,
                        OutageListener.NONE,
                        InstantSource.fixed(Instant.EPOCH),
                        () -> nanos,
                        Runnable::run,
                        bytes));
    }

    private SharedStore shared() {
        return SharedStore.class.cast(Proxy.newProxyInstance(
                SharedStore.class.getClassLoader(), new Class<?>[] {SharedStore.class}, (proxy, method, args) -> {
                    if (failure != null) {
                        throw failure;
                    }
                    return switch (method.getName()) {
                        case "memoryInUse" -> memory;
                        case "record" -> events.add((SecurityEvent) args[0]);
                        case "logChecks" -> full ? (Object) false : written.add((CheckBatch) args[0]);
                        default -> throw new IllegalStateException(method.getName());
                    };
                }));
    }

    private void check(String user, boolean degraded) {
        CheckOutcome outcome = new CheckOutcome(
                Reason.ALLOWED, 900, null, null, null, 0, Tier.NORMAL, 0, false, null, null, null, degraded);
        log.add(CheckRequest.of(user, "act"), outcome, 7);
    }

    private void turnLater() {
        nanos += TimeUnit.SECONDS.toNanos(16);
        log.turn();
    }

    private List<String> users() {
        return written.stream()
                .flatMap(batch -> batch.checks().stream())
                .map(LoggedCheck::userId)
                .toList();
    }

    private List<String> types() {
        return events.stream().map(SecurityEvent::type).toList();
    }

    @Test
    void checksAreWrittenInTheOrderInWhichTheyCame() {
        check("ann", false);
        check("bob", true);
        log.turn();
        assertThat(users()).containsExactly("ann", "bob");
        assertThat(written.getFirst().checks())
                .extracting(LoggedCheck::degraded)
                .containsExactly(false, true);
        log.turn();
        assertThat(written).hasSize(1);
    }

    @Test
    void fromFourFifthsOfTheMemoryOnNothingIsLoggedUntilItIsBelowThreeQuarters() {
        log.turn();
        memory = OptionalDouble.of(0.80);
        check("ann", false);
        turnLater();
        check("bob", false);
        memory = OptionalDouble.of(0.77);
        turnLater();
        assertThat(types()).containsExactly(EventTypes.CHECK_LOG_STOPPED);
        assertThat(written).isEmpty();
        assertThat(log.dropped()).isEqualTo(2);

        memory = OptionalDouble.of(0.74);
        turnLater();
        check("cid", false);
        turnLater();
        assertThat(types()).containsExactly(EventTypes.CHECK_LOG_STOPPED, EventTypes.CHECK_LOG_RESUMED);
        assertThat(users()).containsExactly("cid");
        assertThat(written.stream().mapToLong(CheckBatch::dropped).sum()).isEqualTo(2);
    }

    @Test
    void aStoreWithoutRoomStopsTheLogAtOnce() {
        full = true;
        check("ann", false);
        log.turn();
        assertThat(log.dropped()).isEqualTo(1);
        log.turn();
        assertThat(types()).containsExactly(EventTypes.CHECK_LOG_STOPPED);
    }

    @Test
    void whatFindsNoRoomInTheQueueIsCounted() {
        for (int i = 0; i < CheckLogger.QUEUED + 5; i++) {
            check("user" + i, false);
        }
        log.turn();
        assertThat(users()).hasSize(CheckLogger.QUEUED).last().isEqualTo("user" + (CheckLogger.QUEUED - 1));
        assertThat(written.stream().mapToLong(CheckBatch::dropped).sum()).isEqualTo(5);
    }

    @Test
    void aBatchThatMetAnOutageIsSentAgainUnderTheSameNumber() {
        log.turn();
        check("ann", false);
        failure = new StoreUnavailableException("away", null);
        assertThatThrownBy(log::turn).isInstanceOf(StoreUnavailableException.class);
        check("bob", true);
        failure = null;
        log.turn();
        assertThat(users()).containsExactly("ann", "bob");
        assertThat(written).extracting(CheckBatch::number).containsExactly(1L, 2L);
    }

    @Test
    void aStoreThatRefusesIsAskedAgainAndWhatItRefusedIsCounted() {
        log.turn();
        check("ann", false);
        failure = new StoreException("NOPERM", null);
        log.turn();
        failure = null;
        check("bob", false);
        log.turn();
        assertThat(users()).containsExactly("bob");
        assertThat(written.getFirst().dropped()).isEqualTo(1);
    }

    @Test
    void whoMayNotAskForTheMemoryLogsAllTheSame() {
        memory = OptionalDouble.empty();
        check("ann", false);
        log.turn();
        assertThat(users()).containsExactly("ann");
    }

    @Test
    void aLogThatIsOffCountsNothing() {
        CheckLogger off = logger(0);
        off.add(
                CheckRequest.of("ann", "act"),
                new CheckOutcome(
                        Reason.ALLOWED, 900, null, null, null, 0, Tier.NORMAL, 0, false, null, null, null, false),
                1);
        off.turn();
        assertThat(written).isEmpty();
        assertThat(off.dropped()).isZero();
    }
}
