package dev.ratewarden.dashboard.handover;

import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.feed.FeedState;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.dashboard.feed.Request;
import dev.ratewarden.dashboard.feed.UserFilter;
import dev.ratewarden.moderation.Moderation;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A poller that reads when it is told to, on the thread of the test, and shows what it read when it is told to. */
final class PollByHand {

    private @Nullable FeedState latest;
    final Poller poller;

    /** @param clock the window's */
    PollByHand(Moderation moderation, InstantSource clock) {
        poller = new Poller(
                moderation,
                e -> String.valueOf(e.getMessage()),
                new Request(UserFilter.DEFAULT, null),
                1_000,
                new Poller.Machinery(clock, (delayMs, task) -> () -> {}, Runnable::run, new Backoff(new Random(1))),
                state -> latest = state);
    }

    void read() {
        poller.refresh();
    }

    /** The latest; null where it failed. */
    @Nullable
    Reading reading() {
        return Objects.requireNonNull(latest).reading();
    }

    void show() {
        Objects.requireNonNull(reading()).extras().forEach(Runnable::run);
    }
}
