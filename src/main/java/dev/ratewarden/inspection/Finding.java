package dev.ratewarden.inspection;

/**
 * One thing that a look at a community found, judged.
 *
 * @param topic what was looked at, a word or two
 * @param found what it is like
 * @param remedy what to do; empty if nothing is to be done
 */
public record Finding(Level level, String topic, String found, String remedy) {

    public enum Level {
        OK,
        /** Worth knowing; nothing is wrong. */
        NOTE,
        /** Will hurt one day. */
        WARN,
        /** Does not work, or loses what people rely on. */
        FAIL
    }

    public static Finding ok(String topic, String found) {
        return new Finding(Level.OK, topic, found, "");
    }

    public static Finding note(String topic, String found, String remedy) {
        return new Finding(Level.NOTE, topic, found, remedy);
    }

    public static Finding warn(String topic, String found, String remedy) {
        return new Finding(Level.WARN, topic, found, remedy);
    }

    public static Finding fail(String topic, String found, String remedy) {
        return new Finding(Level.FAIL, topic, found, remedy);
    }
}
