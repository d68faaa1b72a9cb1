package dev.ratewarden.simulation;

import dev.ratewarden.limiter.Snowflake;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes accounts that could be real: unlike names, some without any, ids that tell the account's age as Discord's do, some short
 * ones from an older bot. Equal seeds make equal accounts on any day, so that a second run meets the users of the first. Thread-safe.
 */
final class Identities {

    private static final long FOUNDED_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final Duration YOUNGEST = Duration.ofDays(20);
    private static final Duration OLDEST = Duration.ofDays(3_300);
    private static final double SHORT_ID_SHARE = 0.15;
    private static final double NAMELESS_SHARE = 0.14;

    private final Set<String> taken = new HashSet<>();
    private final Dice dice;

    Identities(Dice dice) {
        this.dice = dice;
    }

    /** A member of long standing. */
    synchronized Identity settled() {
        if (dice.chance(SHORT_ID_SHARE)) {
            return named(unique(() -> Integer.toString(dice.between(100_000, 999_999))));
        }
        return createdAt(FOUNDED_MS - dice.millis(YOUNGEST.toMillis(), OLDEST.toMillis()));
    }

    /** An account made shortly before {@code nowMs}. */
    synchronized Identity fresh(long nowMs, Duration atMost) {
        return createdAt(nowMs - dice.millis(60_000, atMost.toMillis()));
    }

    private Identity createdAt(long ms) {
        return named(
                unique(() -> Long.toString((ms - Snowflake.EPOCH_MS) << Snowflake.SHIFT | dice.bits(Snowflake.SHIFT))));
    }

    private Identity named(String id) {
        return dice.chance(NAMELESS_SHARE) ? new Identity(id, null) : new Identity(id, unique(() -> Names.roll(dice)));
    }

    private String unique(Supplier<String> roll) {
        String text = roll.get();
        while (!taken.add(text.toLowerCase(Locale.ROOT))) {
            text = roll.get();
        }
        return text;
    }
}
