package dev.ratewarden.watch;

import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Does the chores, each when it is due, one after the other. Not thread-safe. */
final class Duty {

    private static final Logger LOG = System.getLogger(Watcher.class.getName());

    private final List<Chore> chores;
    private final Consumer<String> news;
    private final Map<Chore, Long> ranMs = new HashMap<>();

    Duty(List<Chore> chores, Consumer<String> news) {
        this.chores = List.copyOf(chores);
        this.news = news;
    }

    /**
     * @param mine asked after each chore whether to go on
     * @return false if the lease was lost meanwhile
     */
    boolean doWhatIsDue(long nowMs, BooleanSupplier mine) {
        for (Chore chore : chores) {
            if (isDue(chore, nowMs)) {
                run(chore);
                ranMs.put(chore, nowMs);
                if (!mine.getAsBoolean()) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isDue(Chore chore, long nowMs) {
        Long ran = ranMs.get(chore);
        // The clock may have gone back since.
        return ran == null || nowMs < ran || nowMs - ran >= chore.every().toMillis();
    }

    private void run(Chore chore) {
        try {
            String done = chore.run();
            if (!done.isEmpty()) {
                news.accept(chore.name() + ": " + done);
            }
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RatewardenException e) {
            news.accept("%s failed: %s".formatted(chore.name(), e.getMessage()));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, chore.name() + " failed", e);
        }
    }
}
