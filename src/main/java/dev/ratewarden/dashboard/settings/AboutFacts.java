package dev.ratewarden.dashboard.settings;

import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a person may want to know of this program, and whoever helps them.
 *
 * @param version such as {@code 1.4.0 (2deef6b, 2026-11-28)}
 * @param java such as {@code 25.0.1, Eclipse Adoptium}
 * @param system such as {@code Linux 6.8, amd64}
 * @param settings where the settings are kept; null for nowhere
 * @param zone in which the window shows times
 */
public record AboutFacts(
        String version,
        String java,
        String system,
        @Nullable Path settings,
        ZoneId zone) {

    public static AboutFacts of(String version, @Nullable Path settings, ZoneId zone) {
        return new AboutFacts(
                version,
                System.getProperty("java.version") + ", " + System.getProperty("java.vendor"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                settings,
                zone);
    }
}
