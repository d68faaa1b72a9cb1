package dev.ratewarden.build.installer;

import java.util.List;
import java.util.stream.Stream;

/** How the JVM runs. */
enum JvmMode {
    /** For whatever works on: the window, and commands that take their time. */
    LASTING("-XX:+UseG1GC"),

    /** A command that answers and ends is done before the second compiler would be. */
    SHORT_COMMAND("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),

    /**
     * The cache suits both modes. It is made with the first compiler alone, so that what the second would want to know is not in it: with
     * that, the second compiler begins at once, and on two cores it takes one of them just when everything is new. Measured, for the window
     * over a Redis: 0.42 of plain java's time without, 0.60 with it.
     */
    TRAINING("-XX:+UseG1GC", "-XX:TieredStopAtLevel=1");

    static final List<String> COMMON =
            List.of("-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED,javafx.graphics");

    private final List<String> options;

    JvmMode(String... options) {
        this.options = List.of(options);
    }

    /** Those of this mode alone. */
    List<String> own() {
        return options;
    }

    List<String> all() {
        return Stream.concat(options.stream(), COMMON.stream()).toList();
    }
}
