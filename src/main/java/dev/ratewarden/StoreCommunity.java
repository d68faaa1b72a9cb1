package dev.ratewarden;

import dev.ratewarden.cli.Community;
import dev.ratewarden.limiter.LimiterStore;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModerationStore;

/** A community for one short command, over a store. */
record StoreCommunity(LimiterStore limits, ModerationStore people, Runnable closing) implements Community {

    @Override
    public Moderation moderation(String operator) {
        return new Moderation(people, operator);
    }

    @Override
    public RateLimiter limiter() {
        return RateLimiter.builder(limits).build();
    }

    @Override
    public void close() {
        closing.run();
    }
}
