package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.strategy.Meter;
import org.jspecify.annotations.Nullable;

/** A user's use of a limit that is not the first, and the next one of the same user. Guarded by the user's monitor. */
final class Bucket {

    final String name;
    final @Nullable Bucket next;
    Meter meter;

    Bucket(String name, Meter meter, @Nullable Bucket next) {
        this.name = name;
        this.meter = meter;
        this.next = next;
    }
}
