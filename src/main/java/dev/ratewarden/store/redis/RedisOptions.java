package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Settings as text, by name, each with where it was said. Immutable. */
final class RedisOptions {

    /** May stand behind the question mark of a URI, and everywhere else. */
    private static final Set<String> IN_URI = Set.of(
            "protocol",
            "ca",
            "certificate",
            "key",
            "timeout",
            "connect-timeout",
            "read-timeout",
            "pool-wait",
            "connections",
            "memory",
            "replicas",
            "sentinel-user",
            "sentinel-password");

    /** May stand in a file or in the environment only. */
    private static final Set<String> BESIDE_URI = Set.of("uri", "prefix", "user", "password");

    /** May stand in a file too: how the window shows the connection. Nothing here depends on them. */
    private static final Set<String> ABOUT = Set.of("name", "read-only", "environment");

    private static final Set<String> FILES = Set.of("ca", "certificate", "key");
    private static final String VARIABLE = "RATEWARDEN_REDIS";
    private static final String FILE_VARIABLE = "RATEWARDEN_SETTINGS";
    private static final int MAX_FILE_BYTES = 64 * 1024;

    /** @param origin such as {@code RATEWARDEN_REDIS_CA}, for messages */
    record Said(String value, String origin) {

        /** Passwords are never asked for this way. */
        InvalidRequestException wrong(String must) {
            return new InvalidRequestException("%s %s: must be %s".formatted(origin, Inputs.quote(value), must));
        }
    }

    private final Map<String, Said> said;

    private RedisOptions(Map<String, Said> said) {
        this.said = Map.copyOf(said);
    }

    static RedisOptions uri(String origin, String uri) {
        return new RedisOptions(Map.of("uri", new Said(uri, origin)));
    }

    static RedisOptions ofQuery(String origin, Map<String, String> query) {
        Map<String, Said> said = new LinkedHashMap<>();
        query.forEach((name, value) -> {
            if (!IN_URI.contains(name)) {
                throw new InvalidRequestException(
                        "%s: %s is no option of redis://[user:password@]host?name=value; there are %s"
                                .formatted(origin, Inputs.quote(name), String.join(", ", new TreeSet<>(IN_URI))));
            }
            said.put(name, new Said(value, origin + ", option " + name));
        });
        return new RedisOptions(said);
    }

    /**
     * {@code RATEWARDEN_REDIS}, {@code RATEWARDEN_REDIS_CA} and so on; then the file that {@code RATEWARDEN_SETTINGS} names; then {@code
     * REDIS_HOST} and {@code REDIS_PORT}.
     */
    static RedisOptions ofEnvironment(Map<String, String> environment) {
        Map<String, Said> said = new LinkedHashMap<>();
        for (Set<String> names : java.util.List.of(IN_URI, BESIDE_URI)) {
            for (String name : names) {
                String variable = name.equals("uri")
                        ? VARIABLE
                        : VARIABLE + "_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
                String value = environment.getOrDefault(variable, "");
                if (!value.isBlank()) {
                    said.put(name, new Said(name.equals("password") ? value : value.strip(), variable));
                }
            }
        }
        Path file = fileOf(environment);
        RedisOptions variables = new RedisOptions(said);
        return (file == null ? variables : variables.over(ofFile(file))).over(ofHostAndPort(environment));
    }

    /** The one that {@code RATEWARDEN_SETTINGS} names. */
    static @Nullable Path fileOf(Map<String, String> environment) {
        String file = environment.getOrDefault(FILE_VARIABLE, "").strip();
        return file.isEmpty() ? null : Path.of(file);
    }

    private static RedisOptions ofHostAndPort(Map<String, String> environment) {
        String host = environment.getOrDefault("REDIS_HOST", "").strip();
        String port = environment.getOrDefault("REDIS_PORT", "").strip();
        if (host.isEmpty() && port.isEmpty()) {
            return new RedisOptions(Map.of());
        }
        String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return uri(
                "REDIS_HOST/REDIS_PORT",
                "redis://%s:%s".formatted(host.isEmpty() ? "localhost" : bracketed, port.isEmpty() ? "6379" : port));
    }

    /**
     * {@code name = value} lines, or a JSON object. Paths in it are relative to its folder.
     *
     * @throws InvalidRequestException naming the file and the remedy
     */
    static RedisOptions ofFile(Path file) {
        Map<String, Said> said = new LinkedHashMap<>();
        content(file).forEach((name, value) -> {
            if (ABOUT.contains(name)) {
                return;
            }
            if (!IN_URI.contains(name) && !BESIDE_URI.contains(name)) {
                Set<String> all = new TreeSet<>(IN_URI);
                all.addAll(BESIDE_URI);
                all.addAll(ABOUT);
                throw wrong(
                        file, "%s is no setting; there are %s".formatted(Inputs.quote(name), String.join(", ", all)));
            }
            Path folder = file.toAbsolutePath().getParent();
            String resolved = FILES.contains(name) && folder != null
                    ? folder.resolve(value).toString()
                    : value;
            said.put(name, new Said(resolved, "setting %s in %s".formatted(name, file)));
        });
        return new RedisOptions(said);
    }

    /** What the file says of how the window shows the connection, by name; nothing for what it leaves out. */
    static Map<String, String> about(Path file) {
        Map<String, String> about = new LinkedHashMap<>(content(file));
        about.keySet().retainAll(ABOUT);
        return about;
    }

    /** @param said by the names of a settings file; paths count from the working folder */
    static RedisOptions of(Map<String, String> said, UnaryOperator<String> origin) {
        Map<String, Said> all = new LinkedHashMap<>();
        said.forEach((name, value) -> {
            if (!IN_URI.contains(name) && !BESIDE_URI.contains(name)) {
                throw new InvalidRequestException("%s is no setting of a Redis".formatted(Inputs.quote(name)));
            }
            all.put(name, new Said(value, origin.apply(name)));
        });
        return new RedisOptions(all);
    }

    private static Map<String, String> content(Path file) {
        String text;
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw wrong(file, "is over 64 KiB; name the file that holds the settings");
            }
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw wrong(file, "there is no such file; correct the path");
        } catch (IOException e) {
            throw wrong(
                    file,
                    "cannot be read (%s); it must be UTF-8 text that this user may read"
                            .formatted(e.getClass().getSimpleName()));
        }
        return text.stripLeading().startsWith("{") ? json(file, text) : properties(file, text);
    }

    private static Map<String, String> properties(Path file, String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw wrong(file, "cannot be read as name = value lines; a backslash must be doubled");
        }
        Map<String, String> content = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> content.put(name, properties.getProperty(name)));
        return content;
    }

    private static Map<String, String> json(Path file, String text) {
        JsonNode node;
        try {
            node = StoredJson.JSON.readTree(text);
        } catch (JacksonException e) {
            throw wrong(file, "is no valid JSON");
        }
        Map<String, String> content = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            if (!each.getValue().isValueNode() || each.getValue().isNull()) {
                throw wrong(file, "%s must be a text or a number".formatted(Inputs.quote(each.getKey())));
            }
            content.put(each.getKey(), each.getValue().asString());
        }
        return content;
    }

    private static InvalidRequestException wrong(Path file, String what) {
        return new InvalidRequestException("Redis settings \"%s\": %s".formatted(Text.visible(file.toString()), what));
    }

    /** The URI, over the file, over the environment. */
    static RedisOptions nearest(
            Map<String, String> environment, @Nullable Path file, @Nullable String uri, String origin) {
        RedisOptions said = ofEnvironment(environment);
        if (file != null) {
            said = ofFile(file).over(said);
        }
        return uri == null ? said : uri(origin, uri).over(said);
    }

    /** In the order of their names. */
    Set<String> names() {
        return new TreeSet<>(said.keySet());
    }

    /** These; what they do not say is taken from {@code others}. */
    RedisOptions over(RedisOptions others) {
        Map<String, Said> both = new LinkedHashMap<>(others.said);
        both.putAll(said);
        return new RedisOptions(both);
    }

    @Nullable
    Said get(String name) {
        return said.get(name);
    }

    @Nullable
    String text(String name) {
        Said found = said.get(name);
        return found == null ? null : found.value();
    }

    @Nullable
    Path path(String name) {
        String text = text(name);
        return text == null ? null : Path.of(text);
    }

    @Nullable
    Integer number(String name, int least, int most) {
        Said found = said.get(name);
        if (found == null) {
            return null;
        }
        if (found.value().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(found.value());
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw found.wrong("a whole number from %d to %d".formatted(least, most));
    }

    /** Ms as a bare number, or with a unit. */
    @Nullable
    Integer millis(String name) {
        Said found = said.get(name);
        if (found == null) {
            return null;
        }
        try {
            String text = found.value().matches("[0-9]+") ? found.value() + "ms" : found.value();
            long ms = Durations.parse(text).toMillis();
            if (ms <= 600_000) {
                return (int) ms;
            }
        } catch (InvalidRequestException e) {
            throw found.wrong("a time such as 20ms or 2s");
        }
        throw found.wrong("a time of at most 10m");
    }

    /** Bytes as a bare number, or with k, m or g behind it. */
    @Nullable
    Long bytes(String name) {
        Said found = said.get(name);
        if (found == null) {
            return null;
        }
        String text = found.value().toLowerCase(Locale.ROOT);
        if (!text.matches("[0-9]{1,12}[kmg]?")) {
            throw found.wrong("a number of bytes such as 512m or 2g");
        }
        int shift = " kmg".indexOf(text.charAt(text.length() - 1)) * 10;
        return shift < 0 ? Long.parseLong(text) : Long.parseLong(text.substring(0, text.length() - 1)) << shift;
    }

    /** Names alone: a value may be a password. */
    @Override
    public String toString() {
        return said.keySet().toString();
    }
}
