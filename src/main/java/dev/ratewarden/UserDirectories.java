package dev.ratewarden;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a user's own files belong on each system. */
final class UserDirectories {

    private UserDirectories() {}

    /**
     * The folder for settings; it need not be there.
     *
     * @param environment the process's environment variables
     * @param osName as the system property {@code os.name} has it
     */
    static Path config(Map<String, String> environment, String osName, Path home) {
        String system = osName.toLowerCase(Locale.ROOT);
        if (system.contains("windows")) {
            String roaming = environment.getOrDefault("APPDATA", "");
            Path base = roaming.isBlank() ? home.resolve("AppData").resolve("Roaming") : Path.of(roaming);
            return base.resolve("Ratewarden");
        }
        if (system.contains("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("Ratewarden");
        }
        String named = environment.getOrDefault("XDG_CONFIG_HOME", "");
        // The specification says that a relative one is to be ignored.
        Path base = named.isBlank() || !Path.of(named).isAbsolute() ? home.resolve(".config") : Path.of(named);
        return base.resolve("ratewarden");
    }
}
