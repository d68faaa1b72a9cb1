package dev.ratewarden.dashboard.feed;

import dev.ratewarden.moderation.Moderation;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Something more that polls read while it is wanted, such as what one page shows. It is read on the poll's thread, after the snapshot;
 * where it alone fails, the rest of the reading stands.
 *
 * @param <T> immutable
 */
public final class Extra<T> {

    private final Function<Moderation, T> read;
    private final Consumer<T> accept;
    private final Consumer<RuntimeException> failed;
    private volatile boolean wanted;

    /**
     * @param read one poll at a time
     * @param accept on the FX thread; where readings come faster than the window takes them, only the latest
     * @param failed on the FX thread: the store answers, but refuses this, or holds what cannot be read
     */
    public Extra(Function<Moderation, T> read, Consumer<T> accept, Consumer<RuntimeException> failed) {
        this.read = read;
        this.accept = accept;
        this.failed = failed;
    }

    /** From the next reading on; ask the poller for one at once where it shall not wait. Thread-safe. */
    public void want(boolean now) {
        wanted = now;
    }

    boolean isWanted() {
        return wanted;
    }

    /** What is to be done on the FX thread with what was read. */
    Runnable read(Moderation moderation) {
        try {
            T value = read.apply(moderation);
            return () -> accept.accept(value);
        } catch (dev.ratewarden.limiter.StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            return () -> failed.accept(e);
        }
    }
}
