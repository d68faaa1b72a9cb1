package dev.ratewarden.limiter;

import java.util.OptionalLong;

/**
 * Discord's ids tell when an account was made: ms since the beginning of 2015, in the bits above the 22nd. See
 * <a href="https://discord.com/developers/docs/reference#snowflakes">Discord's reference</a>.
 */
public final class Snowflake {

    /** From here ids count, epoch ms. */
    public static final long EPOCH_MS = 1_420_070_400_000L;

    /** How many bits of an id do not belong to the time. */
    public static final int SHIFT = 22;

    /** Discord itself opened in 2015; what is shorter is an id of another kind. */
    private static final int SHORTEST = 16;

    private static final int LONGEST = 19;
    private static final long AHEAD_MS = 86_400_000;

    private Snowflake() {}

    /** When the account with this id was made, epoch ms; empty if it is no such id. */
    public static OptionalLong createdMs(String id) {
        if (id.length() < SHORTEST
                || id.length() > LONGEST
                || id.charAt(0) == '0'
                || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of((Long.parseLong(id) >> SHIFT) + EPOCH_MS);
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }

    /** Whether an account is younger than this; false if its id does not tell, or tells a time to come, by more than clocks differ. */
    public static boolean isYounger(String id, long nowMs, long ageMs) {
        OptionalLong created = createdMs(id);
        return created.isPresent() && created.getAsLong() > nowMs - ageMs && created.getAsLong() <= nowMs + AHEAD_MS;
    }
}
