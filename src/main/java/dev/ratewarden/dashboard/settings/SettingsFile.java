package dev.ratewarden.dashboard.settings;

import dev.ratewarden.dashboard.DashboardOptions.Theme;
import dev.ratewarden.dashboard.Page;
import dev.ratewarden.events.WholeFile;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@link Settings} in a small properties file. What cannot be read is logged and the default taken: a window opens whatever is in
 * it. Thread-safe; every method does I/O on the calling thread.
 */
public final class SettingsFile {

    private static final Logger LOG = System.getLogger(SettingsFile.class.getName());
    private static final double MOST = 100_000;

    private final Path file;

    public SettingsFile(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    public Settings read() {
        Properties stored = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            stored.load(in);
        } catch (NoSuchFileException e) {
            return Settings.DEFAULT;
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "The settings in {0} cannot be read, so the defaults hold: {1}", file, e);
            return Settings.DEFAULT;
        }
        Settings defaults = Settings.DEFAULT;
        return new Settings(
                value(stored, "theme", defaults.theme(), word -> word(Theme.class, word)),
                value(stored, "zoom", defaults.zoomPercent(), word -> among(Settings.ZOOMS, Integer.valueOf(word))),
                value(stored, "notifications", defaults.notifications(), SettingsFile::yesOrNo),
                value(stored, "notifications.quiet", defaults.quiet(), SettingsFile::types),
                value(
                        stored,
                        "poll.interval.ms",
                        defaults.pollIntervalMs(),
                        word -> among(Settings.INTERVALS_MS, Long.valueOf(word))),
                value(stored, "page", defaults.page(), word -> word(Page.class, word)),
                place(stored));
    }

    /**
     * Replaces the file in one step, so that nobody ever reads half of it. A file that cannot be written is logged: the settings hold
     * until the window closes.
     */
    public synchronized void write(Settings settings) {
        try {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a settings file has a folder");
            Files.createDirectories(folder);
            try (WholeFile whole = WholeFile.at(file)) {
                try (Writer out = Files.newBufferedWriter(whole.half(), StandardCharsets.UTF_8)) {
                    properties(settings).store(out, "What the Ratewarden window remembers.");
                }
                whole.replace();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The settings cannot be kept in {0}: {1}", file, e);
        }
    }

    private static Properties properties(Settings settings) {
        Properties properties = new Properties();
        properties.setProperty("theme", lower(settings.theme()));
        properties.setProperty("zoom", String.valueOf(settings.zoomPercent()));
        properties.setProperty("notifications", String.valueOf(settings.notifications()));
        properties.setProperty("notifications.quiet", String.join(",", settings.quietSorted()));
        properties.setProperty("poll.interval.ms", String.valueOf(settings.pollIntervalMs()));
        properties.setProperty("page", lower(settings.page()));
        WindowPlace place = settings.place();
        if (place != null) {
            properties.setProperty("window.x", String.valueOf(place.x()));
            properties.setProperty("window.y", String.valueOf(place.y()));
            properties.setProperty("window.width", String.valueOf(place.width()));
            properties.setProperty("window.height", String.valueOf(place.height()));
            properties.setProperty("window.maximised", String.valueOf(place.maximised()));
        }
        return properties;
    }

    private @Nullable WindowPlace place(Properties stored) {
        if (stored.stringPropertyNames().stream().noneMatch(key -> key.startsWith("window."))) {
            return null;
        }
        double x = value(stored, "window.x", Double.NaN, word -> number(word, -MOST));
        double y = value(stored, "window.y", Double.NaN, word -> number(word, -MOST));
        double width = value(stored, "window.width", Double.NaN, word -> number(word, 1));
        double height = value(stored, "window.height", Double.NaN, word -> number(word, 1));
        boolean maximised = value(stored, "window.maximised", false, SettingsFile::yesOrNo);
        return Double.isNaN(x + y + width + height) ? null : new WindowPlace(x, y, width, height, maximised);
    }

    private <T> T value(Properties stored, String key, T otherwise, Function<String, T> read) {
        String word = stored.getProperty(key);
        if (word == null) {
            return otherwise;
        }
        try {
            return read.apply(word.strip());
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, "{0}: {1} cannot be \"{2}\"; the default holds", file, key, word);
            return otherwise;
        }
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> lower(each).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }

    private static <T> T among(java.util.List<T> allowed, T value) {
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException(String.valueOf(value));
        }
        return value;
    }

    private static boolean yesOrNo(String word) {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static Set<String> types(String words) {
        Set<String> types = new LinkedHashSet<>();
        for (String word : words.split(",", -1)) {
            String type = word.strip();
            if (type.matches("[A-Z][A-Z0-9_]{0,63}")) {
                types.add(type);
            } else if (!type.isEmpty()) {
                throw new IllegalArgumentException(type);
            }
        }
        return types;
    }

    private static double number(String word, double least) {
        double number = Double.parseDouble(word);
        if (!(number >= least && number <= MOST)) {
            throw new IllegalArgumentException(word);
        }
        return number;
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
