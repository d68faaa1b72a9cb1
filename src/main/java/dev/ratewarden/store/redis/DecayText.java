package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.DecayClock;
import org.jspecify.annotations.Nullable;

/** The decay clock as it is kept and sent to scripts: {@code <base> <from> <rate> <rate before>}, as exact decimals. */
final class DecayText {

    private DecayText() {}

    static String text(DecayClock clock) {
        return Keys.text(clock.base())
                + ' '
                + clock.fromMs()
                + ' '
                + Keys.text(clock.rate())
                + ' '
                + Keys.text(clock.rateBefore());
    }

    /**
     * @param text null or empty where no rate was ever set
     * @throws NumberFormatException if it is not four numbers
     */
    static DecayClock read(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return DecayClock.STILL;
        }
        String[] parts = text.split(" ", -1);
        if (parts.length != 4) {
            throw new NumberFormatException("decay clock \"" + text + "\": must be base, from, rate and rate before");
        }
        return new DecayClock(
                Double.parseDouble(parts[0]),
                Long.parseLong(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]));
    }
}
