package dev.ratewarden.store.outage;

import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.InstanceFigures;
import dev.ratewarden.store.SharedStore;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells the shared store how this instance fares, as often as it gives a sign of life. Used by one thread at a time. */
final class SelfReport {

    private static final Logger LOG = System.getLogger(SelfReport.class.getName());
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final SharedStore shared;
    private final OutageSettings settings;
    private final Books books;
    private final CheckLogger checkLog;
    private final long startedMs;
    private final String version;
    private @Nullable Long degradedSinceMs;
    private long toldNanos;
    private boolean told;
    private boolean saidThatItIsRefused;

    SelfReport(SharedStore shared, OutageSettings settings, Books books, CheckLogger checkLog) {
        this.shared = shared;
        this.settings = settings;
        this.books = books;
        this.checkLog = checkLog;
        this.startedMs = settings.clock().millis();
        this.version = version();
    }

    /** The store has been away since then; it hears of it at the next turn. */
    void away(long sinceMs) {
        if (degradedSinceMs == null) {
            degradedSinceMs = sinceMs;
        }
        told = false;
    }

    void turn() {
        long now = settings.nanos().getAsLong();
        OutageJournal.Backlog backlog = books.backlog();
        boolean caughtUp = degradedSinceMs != null && backlog.entries() == 0;
        if (caughtUp) {
            degradedSinceMs = null;
        }
        if (told && !caughtUp && now - toldNanos < EVERY_NANOS) {
            return;
        }
        told = true;
        toldNanos = now;
        try {
            shared.tell(new InstanceFigures(
                    settings.instance(),
                    0,
                    version,
                    startedMs,
                    degradedSinceMs,
                    backlog.entries(),
                    backlog.bytes(),
                    checkLog.dropped()));
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (StoreException e) {
            if (!saidThatItIsRefused) {
                saidThatItIsRefused = true;
                LOG.log(Level.WARNING, "How this bot fares is not told: {0}", e.getMessage());
            }
        }
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = SelfReport.class.getResourceAsStream("/dev/ratewarden/cli/version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The version is not known", e);
        }
        String version = properties.getProperty("version", "");
        // Started from an IDE that leaves the placeholder.
        return version.startsWith("${") ? "" : version;
    }
}
