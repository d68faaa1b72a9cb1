package dev.ratewarden.moderation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bots that share the store.
 *
 * @param live how many long-running instances gave a sign of life within the last minute
 * @param outages the latest times in which an instance had to do without the store, newest first, at most 20; each is told by the
 *     instance once it is back
 * @param watcher who does the background work for all of them; null if nobody does
 */
public record Instances(
        int live, List<Outage> outages, @Nullable String watcher) {

    public static final Instances NONE = new Instances(0, List.of(), null);

    /** Nobody watches. */
    public Instances(int live, List<Outage> outages) {
        this(live, outages, null);
    }

    /** The same with another watcher. */
    public Instances watchedBy(@Nullable String holder) {
        return new Instances(live, outages, holder);
    }

    public Instances {
        outages = List.copyOf(outages);
    }

    /** The latest outage; null if there was none. */
    public @Nullable Outage latestOutage() {
        return outages.isEmpty() ? null : outages.getFirst();
    }

    /**
     * One instance's time without the store.
     *
     * @param instance the instance's name
     * @param fromMs when it began to decide in its own memory, epoch ms
     * @param untilMs when it was back
     * @param checks how many checks it decided meanwhile, now merged
     */
    public record Outage(String instance, long fromMs, long untilMs, long checks) {}
}
