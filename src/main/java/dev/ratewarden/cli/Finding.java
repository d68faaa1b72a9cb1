package dev.ratewarden.cli;

/**
 * One line of {@code doctor}.
 *
 * @param topic what was looked at, a word or two
 * @param found what it is like
 * @param remedy what to do; empty if nothing is to be done
 */
record Finding(Level level, String topic, String found, String remedy) {

    enum Level {
        OK,
        /** Worth knowing; nothing is wrong. */
        NOTE,
        /** Will hurt one day. */
        WARN,
        /** Does not work, or loses what people rely on. */
        FAIL
    }

    static Finding ok(String topic, String found) {
        return new Finding(Level.OK, topic, found, "");
    }

    static Finding note(String topic, String found, String remedy) {
        return new Finding(Level.NOTE, topic, found, remedy);
    }

    static Finding warn(String topic, String found, String remedy) {
        return new Finding(Level.WARN, topic, found, remedy);
    }

    static Finding fail(String topic, String found, String remedy) {
        return new Finding(Level.FAIL, topic, found, remedy);
    }
}
