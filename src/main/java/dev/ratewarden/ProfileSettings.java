package dev.ratewarden;

import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.connections.ConnectionProfile;
import dev.ratewarden.dashboard.connections.ConnectionProfile.Shape;
import dev.ratewarden.dashboard.connections.Passwords;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.store.redis.RedisSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A profile as settings by name, as {@code --settings} reads them, and back. */
final class ProfileSettings {

    static final String ENDING = ".rwprofile";

    /** What stands in a file as its address: without login and options. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?<scheme>rediss?(?:-sentinel|-cluster)?)://(?<hosts>[^/]+)(?:/(?<path>.*))?");

    /**
     * How the window is to show a connection.
     *
     * @param expected {@link Environment#UNSTATED} for anything
     */
    record Manner(boolean readOnly, Environment expected) {

        static final Manner FREE = new Manner(false, Environment.UNSTATED);
    }

    private ProfileSettings() {}

    /**
     * What a file that is named at the start says of the window.
     *
     * @throws InvalidRequestException naming the file, the setting and the remedy
     */
    static Manner manner(Path file) {
        Map<String, String> about = RedisSettings.about(file);
        return new Manner(readOnly(file, about), expected(file, about));
    }

    /** Without any password; the address first, and what the window alone reads last. */
    static Map<String, String> of(ConnectionProfile profile) {
        Map<String, String> settings = connection(profile);
        settings.put("name", profile.name());
        if (profile.readOnly()) {
            settings.put("read-only", "true");
        }
        if (profile.expected() != Environment.UNSTATED) {
            settings.put("environment", profile.expected().word());
        }
        return settings;
    }

    /** As {@code name = value} lines. */
    static String text(ConnectionProfile profile) {
        return of(profile).entrySet().stream()
                .map(each -> "%s = %s".formatted(each.getKey(), each.getValue().replace("\\", "\\\\")))
                .collect(Collectors.joining(
                        "\n",
                        "# A connection of Ratewarden. The password is never in it: it is asked when you connect.\n",
                        "\n"));
    }

    /**
     * @throws InvalidRequestException naming the file, the setting and the remedy
     */
    static ConnectionProfile read(Path file) {
        Map<String, String> settings = RedisSettings.described(Map.of(), file, null, "", null);
        Map<String, String> about = RedisSettings.about(file);
        Matcher address = ADDRESS.matcher(settings.getOrDefault("uri", ""));
        if (!address.matches()) {
            throw wrong(file, "uri", "must be the address of a Redis");
        }
        String scheme = address.group("scheme");
        Shape shape = scheme.endsWith("-sentinel")
                ? Shape.SENTINEL
                : scheme.endsWith("-cluster") ? Shape.CLUSTER : Shape.STANDALONE;
        String[] path = address.group("path") == null
                ? new String[0]
                : address.group("path").split("/", -1);
        boolean sentinel = shape == Shape.SENTINEL;
        int database = sentinel ? 1 : 0;
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.keySet().removeAll(java.util.Set.of("uri", "prefix", "user", "ca", "certificate", "key"));
        return new ConnectionProfile(
                name(file, about),
                shape,
                address.group("hosts").replace(",", ", "),
                sentinel ? path[0] : "",
                path.length > database ? path[database] : "",
                scheme.startsWith("rediss"),
                settings.getOrDefault("ca", ""),
                settings.getOrDefault("certificate", ""),
                settings.getOrDefault("key", ""),
                settings.getOrDefault("user", ""),
                settings.getOrDefault("prefix", ConnectionProfile.USUAL_PREFIX),
                readOnly(file, about),
                expected(file, about),
                more);
    }

    /**
     * @throws InvalidRequestException naming the setting and the remedy
     */
    static RedisSettings redis(ConnectionProfile profile, Passwords passwords) {
        RedisSettings settings =
                RedisSettings.of(connection(profile), name -> name).forPeople();
        if (!passwords.redis().isEmpty()) {
            settings = settings.withPassword(passwords.redis());
        }
        return passwords.sentinel().isEmpty() ? settings : settings.withSentinelPassword(passwords.sentinel());
    }

    private static Map<String, String> connection(ConnectionProfile profile) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("uri", address(profile));
        settings.put("prefix", profile.prefix());
        put(settings, "user", profile.user());
        if (profile.tls()) {
            put(settings, "ca", absolute(profile.ca()));
            put(settings, "certificate", absolute(profile.certificate()));
            put(settings, "key", absolute(profile.key()));
        }
        settings.putAll(profile.more());
        return settings;
    }

    private static String address(ConnectionProfile profile) {
        String scheme = (profile.tls() ? "rediss" : "redis")
                + switch (profile.shape()) {
                    case STANDALONE -> "";
                    case SENTINEL -> "-sentinel";
                    case CLUSTER -> "-cluster";
                };
        String hosts =
                Arrays.stream(profile.hosts().split(",", -1)).map(String::strip).collect(Collectors.joining(","));
        String master = profile.shape() == Shape.SENTINEL ? "/" + profile.master() : "";
        String database =
                profile.shape() == Shape.CLUSTER || profile.database().isEmpty() ? "" : "/" + profile.database();
        return scheme + "://" + hosts + master + database;
    }

    /** In a file a path would count from the file's folder. */
    private static String absolute(String path) {
        return path.isEmpty() ? "" : Path.of(path).toAbsolutePath().toString();
    }

    private static void put(Map<String, String> settings, String name, String value) {
        if (!value.isEmpty()) {
            settings.put(name, value);
        }
    }

    private static String name(Path file, Map<String, String> about) {
        String said = Text.displayName(about.getOrDefault("name", ""));
        if (!said.isEmpty()) {
            return said;
        }
        String stem = String.valueOf(file.getFileName());
        int dot = stem.lastIndexOf('.');
        return dot > 0 ? stem.substring(0, dot) : stem;
    }

    private static boolean readOnly(Path file, Map<String, String> about) {
        return switch (about.getOrDefault("read-only", "false").toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw wrong(file, "read-only", "must be true or false");
        };
    }

    private static Environment expected(Path file, Map<String, String> about) {
        String said = about.getOrDefault("environment", "");
        if (said.isEmpty()) {
            return Environment.UNSTATED;
        }
        CommunityProfile.Environment found = CommunityProfile.Environment.of(said);
        if (found == null) {
            throw wrong(file, "environment", "must be production, staging, test or demo, and is " + Inputs.quote(said));
        }
        return Environment.of(found);
    }

    private static InvalidRequestException wrong(Path file, String setting, String must) {
        return new InvalidRequestException(
                "setting %s in \"%s\" %s".formatted(setting, Text.visible(file.toString()), must));
    }
}
