package dev.ratewarden;

import java.util.stream.Stream;

/** What the icon on a desktop starts: the window, on a file with a connection if a person opened one. */
public final class RatewardenWindow {

    private RatewardenWindow() {}

    /** As {@link Ratewarden#main} with the command {@code dashboard}. */
    public static void main(String[] arguments) {
        Ratewarden.main(
                Stream.concat(Stream.of("dashboard"), Stream.of(arguments)).toArray(String[]::new));
    }
}
