package dev.ratewarden.dashboard.charts;

import dev.ratewarden.dashboard.charts.TierCounts.Asked;
import dev.ratewarden.dashboard.feed.Extra;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserList;
import dev.ratewarden.moderation.UserQuery;
import java.time.InstantSource;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** How the tracked users are spread over the tiers. What the statistics do not say is asked for now and then, while it is in sight. */
public final class TiersViewModel {

    /** Each asks the store three questions. */
    private static final long EVERY_MS = 10_000;

    private final InstantSource clock;
    private final Poller poller;
    private final Extra<Asked> extra;
    private final ReadOnlyObjectWrapper<@Nullable TierCounts> counts = new ReadOnlyObjectWrapper<>();
    private @Nullable Asked asked;
    /** Told with every reading: the window may never show the one that it came with. On the poll's thread. */
    private @Nullable Asked latest;

    private volatile long askedAtMs = -EVERY_MS;

    public TiersViewModel(Poller poller, InstantSource clock) {
        this.poller = poller;
        this.clock = clock;
        extra = new Extra<>(this::ask, this::take, e -> take(null));
        poller.add(extra);
    }

    /** Null before the first reading. */
    ReadOnlyObjectProperty<@Nullable TierCounts> countsProperty() {
        return counts.getReadOnlyProperty();
    }

    /** Whether they are in sight. */
    public void shown(boolean now) {
        extra.want(now);
        if (now && clock.millis() - EVERY_MS >= askedAtMs) {
            poller.refresh();
        }
    }

    public void accept(Reading reading) {
        counts.set(new TierCounts(reading.snapshot().statistics(), asked));
    }

    private void take(@Nullable Asked answer) {
        asked = answer;
        TierCounts before = counts.get();
        if (before != null) {
            counts.set(new TierCounts(before.statistics(), answer));
        }
    }

    /** The latest answer where it is young enough. On the poll's thread, one at a time. */
    private Asked ask(Moderation moderation) {
        long nowMs = clock.millis();
        Asked known = latest;
        if (known != null && nowMs - EVERY_MS < askedAtMs) {
            return known;
        }
        latest = null;
        askedAtMs = nowMs;
        Asked answer = new Asked(
                matching(moderation, UserQuery.tier(Tier.CAUTION, 1)),
                matching(moderation, UserQuery.tier(Tier.WARNING, 1)),
                matching(moderation, new UserQuery(null, null, false, null, true, null, null, 1)));
        latest = answer;
        return answer;
    }

    private static @Nullable Long matching(Moderation moderation, UserQuery query) {
        UserList users = moderation.snapshot(query).users();
        return users.complete() ? (Long) users.matching() : null;
    }
}
