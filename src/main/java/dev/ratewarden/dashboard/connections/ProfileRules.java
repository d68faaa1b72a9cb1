package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.connections.ConnectionProfile.Shape;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What can be told of a profile by looking at it alone: one sentence for each field that cannot be. */
final class ProfileRules {

    private static final int MAX_NAME = 64;
    private static final int MAX_PATH = 4_096;
    private static final int MAX_DATABASE = 1_000_000;

    /** It becomes the name of a file, on any system. */
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Cf}<>:\"/\\\\|?*]*");

    private static final Pattern RESERVED = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
    private static final Pattern MASTER = Pattern.compile("[^\\s/?#\\p{Cntrl}]+");
    private static final Pattern USER = Pattern.compile("[^\\s\\p{Cntrl}]*");

    private ProfileRules() {}

    /** @param taken names of the others, in small letters */
    static Map<ProfileField, String> problems(ConnectionProfile profile, Set<String> taken) {
        Map<ProfileField, String> found = new EnumMap<>(ProfileField.class);
        note(found, ProfileField.NAME, name(profile.name(), taken));
        note(found, ProfileField.HOSTS, hosts(profile));
        if (profile.shape() == Shape.SENTINEL) {
            note(found, ProfileField.MASTER, MASTER.matcher(profile.master()).matches() ? "" : "master");
        }
        if (profile.shape() != Shape.CLUSTER) {
            note(found, ProfileField.DATABASE, database(profile.database()) ? "" : "database");
        }
        if (profile.tls()) {
            note(found, ProfileField.CA, path(profile.ca()));
            note(found, ProfileField.CERTIFICATE, path(profile.certificate()));
            note(found, ProfileField.KEY, path(profile.key()));
        }
        if (profile.tls() && profile.certificate().isEmpty() != profile.key().isEmpty()) {
            note(
                    found,
                    profile.key().isEmpty() ? ProfileField.KEY : ProfileField.CERTIFICATE,
                    profile.key().isEmpty() ? "key.missing" : "certificate.missing");
        }
        note(found, ProfileField.USER, USER.matcher(profile.user()).matches() ? "" : "user");
        note(found, ProfileField.PREFIX, PREFIX.matcher(profile.prefix()).matches() ? "" : "prefix");
        return found;
    }

    private static void note(Map<ProfileField, String> found, ProfileField field, String problem) {
        if (!problem.isEmpty()) {
            found.put(field, text("connections.problem." + problem));
        }
    }

    private static String name(String name, Set<String> taken) {
        if (name.isBlank()) {
            return "name.missing";
        }
        if (taken.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            return "name.taken";
        }
        boolean fine = name.length() <= MAX_NAME
                && NAME.matcher(name).matches()
                && !RESERVED.matcher(name).matches()
                && !name.startsWith(".")
                && !name.endsWith(".")
                && name.strip().equals(name);
        return fine ? "" : "name";
    }

    private static String hosts(ConnectionProfile profile) {
        String[] hosts = profile.hosts().split(",", -1);
        if (profile.hosts().isBlank()) {
            return "hosts.missing";
        }
        for (String host : hosts) {
            if (!HOST.matcher(host.strip()).matches() || !port(host)) {
                return "hosts";
            }
        }
        return profile.shape() == Shape.STANDALONE && hosts.length > 1 ? "hosts.several" : "";
    }

    private static boolean port(String host) {
        int colon = host.lastIndexOf(':');
        if (colon < 0 || host.strip().endsWith("]")) {
            return true;
        }
        int port = Integer.parseInt(host.substring(colon + 1).strip());
        return port >= 1 && port <= 65_535;
    }

    private static String path(String text) {
        try {
            return Path.of(text).toString().length() <= MAX_PATH ? "" : "path";
        } catch (InvalidPathException e) {
            return "path";
        }
    }

    private static boolean database(String text) {
        return text.isEmpty() || text.matches("[0-9]{1,7}") && Integer.parseInt(text) <= MAX_DATABASE;
    }
}
