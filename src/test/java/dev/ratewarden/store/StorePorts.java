package dev.ratewarden.store;

import dev.ratewarden.limiter.LimiterStore;
import dev.ratewarden.moderation.ModerationStore;

/** The two sides of one store. */
public record StorePorts(LimiterStore limiter, ModerationStore moderation) implements AutoCloseable {

    public static <S extends LimiterStore & ModerationStore> StorePorts of(S store) {
        return new StorePorts(store, store);
    }

    @Override
    public void close() {
        limiter.close();
    }
}
