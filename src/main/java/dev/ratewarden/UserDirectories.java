package dev.ratewarden;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a desktop keeps what belongs to one person. */
final class UserDirectories {

    private UserDirectories() {}

    /**
     * The folder for what the window remembers; it need not exist.
     *
     * @param environment the process's variables
     * @param osName as in the system property {@code os.name}
     * @param home the person's home folder
     */
    static Path config(Map<String, String> environment, String osName, Path home) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            Path roaming = path(environment.get("APPDATA"));
            return (roaming == null ? home.resolve("AppData").resolve("Roaming") : roaming).resolve("Ratewarden");
        }
        if (os.startsWith("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("Ratewarden");
        }
        Path config = path(environment.get("XDG_CONFIG_HOME"));
        // The XDG specification: a path that is not absolute counts as not given.
        return (config == null || !config.isAbsolute() ? home.resolve(".config") : config).resolve("ratewarden");
    }

    private static @Nullable Path path(@Nullable String value) {
        try {
            return value == null || value.isBlank() ? null : Path.of(value);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
