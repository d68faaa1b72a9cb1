package dev.ratewarden.cli;

import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.moderation.Moderation;

/** One opened community. Each command opens one, uses it and closes it. */
public interface Community extends AutoCloseable {

    /** The door for people, in the name of {@code operator}. */
    Moderation moderation(String operator);

    /** The door for bots; registers the standard policies where an action has none yet. */
    RateLimiter limiter();

    @Override
    void close();
}
