package dev.ratewarden.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether this machine can show a window, as far as its environment tells. */
final class Display {
    static final String HOW_TO_GET_A_WINDOW =
            "To get a window, run the same command in a desktop session; on Linux that needs DISPLAY to be set and GTK 3"
                    + " (Debian and Ubuntu: apt install libgtk-3-0).";

    private Display() {}

    /** Why there is no display; empty if there seems to be one. macOS and Windows always have one. */
    static Optional<String> missing(String osName, Map<String, String> environment) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("windows") || os.contains("mac")) {
            return Optional.empty();
        }
        boolean set = isSet(environment, "DISPLAY") || isSet(environment, "WAYLAND_DISPLAY");
        return set
                ? Optional.empty()
                : Optional.of("neither DISPLAY nor WAYLAND_DISPLAY is set, so there is no display");
    }

    private static boolean isSet(Map<String, String> environment, String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }
}
