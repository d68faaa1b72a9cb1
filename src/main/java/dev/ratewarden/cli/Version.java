package dev.ratewarden.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Which Ratewarden this is, as the build wrote it down.
 *
 * @param number such as {@code 1.4.0}
 * @param words the number and, of a build from a checkout, the commit: such as {@code 1.4.0 (2deef6b, 2026-11-28)}
 */
public record Version(String number, String words) {
    private static final int ABBREVIATED = 7;
    private static final int DATE = "2026-11-28".length();

    /** This program's own. */
    public static Version current() {
        Properties written = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                written.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(written);
    }

    static Version of(Properties written) {
        String number = value(written, "version");
        if (number == null) {
            return new Version("unknown", "unknown");
        }
        String commit = value(written, "commit");
        return new Version(number, commit == null ? number : number + " (" + commit(commit, written) + ")");
    }

    /** Abbreviated here: how short Git makes it depends on how much of the history a clone has. */
    private static String commit(String commit, Properties written) {
        String shown = commit.substring(0, Math.min(ABBREVIATED, commit.length()));
        if ("true".equals(value(written, "commit.changed"))) {
            shown += "+changes";
        }
        String time = value(written, "commit.time");
        return time == null ? shown : shown + ", " + time.substring(0, Math.min(DATE, time.length()));
    }

    /** Null also where the build left a placeholder: without a checkout, or in an IDE that fills none in. */
    private static @Nullable String value(Properties written, String key) {
        String value = written.getProperty(key, "").strip();
        return value.isEmpty() || value.startsWith("${") ? null : value;
    }
}
