package dev.ratewarden.store.outage;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.OutageListener;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How an instance lives through the shared store's absence.
 *
 * @param instance what this instance is called among the others, 1 to 64 of {@code A-Z a-z 0-9 _ . : -}; no two at a time may have
 *     the same
 * @param journal directory in which journals are kept, which several instances may share; null to keep them in memory, where they end
 *     with the process
 * @param journalBytes how large a journal may get: from here on, checks that are no violations are only counted by action and minute;
 *     from twice as much on violations, too
 * @param listener hears of it
 * @param clock decides until the store's own clock is known
 * @param nanos a clock that nobody sets, such as {@link System#nanoTime}
 * @param executor runs background work; must start a new thread for each task, as virtual threads do
 * @param checkLogBytes how much the log of all checks may hold in the shared store, for all instances together; 0 to log none
 */
public record OutageSettings(
        String instance,
        @Nullable Path journal,
        long journalBytes,
        OutageListener listener,
        InstantSource clock,
        LongSupplier nanos,
        Executor executor,
        long checkLogBytes) {

    /** Enough for some 600,000 checks. */
    public static final long DEFAULT_JOURNAL_BYTES = 64L << 20;

    private static final long MIN_JOURNAL_BYTES = 1L << 12;
    private static final long MAX_JOURNAL_BYTES = 512L << 20;

    /** Enough for a few million checks of a busy community. */
    public static final long DEFAULT_CHECK_LOG_BYTES = 64L << 20;

    private static final long MIN_CHECK_LOG_BYTES = 1L << 20;
    private static final long MAX_CHECK_LOG_BYTES = 64L << 30;

    /** @throws InvalidRequestException naming what is out of range */
    public OutageSettings {
        if (!instance.matches("[A-Za-z0-9_.:-]{1,64}")) {
            throw new InvalidRequestException(
                    "instance \"%s\": must be 1 to 64 of A-Z a-z 0-9 _ . : -, and no other's".formatted(instance));
        }
        if (journalBytes < MIN_JOURNAL_BYTES || journalBytes > MAX_JOURNAL_BYTES) {
            throw new InvalidRequestException("journal size %d: must be %d to %d bytes"
                    .formatted(journalBytes, MIN_JOURNAL_BYTES, MAX_JOURNAL_BYTES));
        }
        if (checkLogBytes != 0 && (checkLogBytes < MIN_CHECK_LOG_BYTES || checkLogBytes > MAX_CHECK_LOG_BYTES)) {
            throw new InvalidRequestException("check log size %d: must be %d to %d bytes, or 0 to log no checks"
                    .formatted(checkLogBytes, MIN_CHECK_LOG_BYTES, MAX_CHECK_LOG_BYTES));
        }
    }

    /** The same with another listener. */
    OutageSettings heardBy(OutageListener other) {
        return new OutageSettings(instance, journal, journalBytes, other, clock, nanos, executor, checkLogBytes);
    }
}
