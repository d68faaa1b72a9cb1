package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Redis, read from text.
 *
 * @param options what stands behind the question mark, by name, decoded
 */
record RedisUri(Topology topology, boolean tls, Login login, int database, Map<String, String> options) {

    private static final int MAX_DATABASE = 1_000_000;
    private static final String HOW =
            "write redis://[user:password@]host[:port][/database], redis-sentinel://host:port,host:port/master[/database] or"
                    + " redis-cluster://host:port,host:port; rediss for TLS; special characters of a password as %XX";

    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>[A-Za-z-]+)://(?<authority>[^/?#\\s]+)(?:/(?<path>[^?#\\s]*))?(?:\\?(?<query>[^#\\s]*))?");

    private static final Pattern PASSWORD_OPTION = Pattern.compile("(?is)password=.*");

    /** Everything up to the last {@code @} may hold a password. */
    private static final Pattern LOGIN = Pattern.compile("(?s)^([A-Za-z-]*://)?.*@");

    /** One reading; keeps the text and its origin for messages. */
    private record Reading(String origin, String text) {

        InvalidRequestException wrong(String what) {
            return new InvalidRequestException("%s \"%s\" %s; %s".formatted(origin, masked(text), what, HOW));
        }
    }

    /**
     * @param origin where the text came from, such as {@code --redis}, for messages
     * @throws InvalidRequestException naming origin and text, without the password, and the remedy
     */
    static RedisUri parse(String origin, String text) {
        Reading reading = new Reading(origin, text.strip());
        // Not java.net.URI: it cannot read several hosts with ports.
        Matcher uri = FORM.matcher(reading.text());
        if (!uri.matches()) {
            throw reading.wrong("is no URI");
        }
        String scheme = uri.group("scheme").toLowerCase(Locale.ROOT);
        Topology.Shape shape = null;
        boolean tls = false;
        for (Topology.Shape each : Topology.Shape.values()) {
            if (scheme.equals(each.scheme(false)) || scheme.equals(each.scheme(true))) {
                shape = each;
                tls = scheme.equals(each.scheme(true));
            }
        }
        if (shape == null) {
            throw reading.wrong("must start with redis://, rediss://, redis-sentinel:// or redis-cluster://");
        }
        return of(reading, uri, shape, tls);
    }

    private static RedisUri of(Reading reading, Matcher uri, Topology.Shape shape, boolean tls) {
        String authority = uri.group("authority");
        int at = authority.lastIndexOf('@');
        String[] path = path(uri.group("path"));
        boolean sentinel = shape == Topology.Shape.SENTINEL;
        int most = sentinel ? 2 : 1;
        if (path.length > most) {
            throw reading.wrong("has more behind the host than belongs there");
        }
        String master = sentinel && path.length > 0 ? decoded(reading, path[0]) : "";
        if (sentinel && master.isEmpty()) {
            throw reading.wrong("does not name the master behind the hosts, such as /mymaster");
        }
        int database = path.length == most ? database(reading, path[most - 1]) : 0;
        if (shape == Topology.Shape.CLUSTER && database != 0) {
            throw reading.wrong("names a database, but a cluster has only database 0");
        }
        List<Endpoint> nodes = nodes(reading, authority.substring(at + 1), shape);
        return new RedisUri(
                new Topology(shape, nodes, master),
                tls,
                login(reading, at < 0 ? "" : authority.substring(0, at)),
                database,
                options(reading, uri.group("query")));
    }

    private static String[] path(@Nullable String path) {
        return path == null || path.isEmpty() ? new String[0] : path.split("/", -1);
    }

    private static List<Endpoint> nodes(Reading reading, String text, Topology.Shape shape) {
        List<Endpoint> nodes = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            try {
                nodes.add(Endpoint.parse(each, shape.defaultPort()));
            } catch (IllegalArgumentException e) {
                throw reading.wrong(String.valueOf(e.getMessage()));
            }
        }
        if (shape == Topology.Shape.STANDALONE && nodes.size() > 1) {
            throw reading.wrong("names several hosts, which only sentinels and clusters have");
        }
        return nodes;
    }

    private static Login login(Reading reading, String text) {
        int colon = text.indexOf(':');
        String user = decoded(reading, colon < 0 ? text : text.substring(0, colon));
        String password = decoded(reading, colon < 0 ? "" : text.substring(colon + 1));
        return new Login(user.isEmpty() ? null : user, password.isEmpty() ? null : password);
    }

    private static int database(Reading reading, String text) {
        int number;
        try {
            number = text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw reading.wrong("has a database that is no number");
        }
        if (number < 0 || number > MAX_DATABASE) {
            throw reading.wrong("has a database that is out of range");
        }
        return number;
    }

    private static Map<String, String> options(Reading reading, @Nullable String query) {
        Map<String, String> options = new LinkedHashMap<>();
        if (query == null) {
            return options;
        }
        if (query.indexOf('@') >= 0) {
            // More likely a password with a question mark in it, which no message must repeat.
            throw reading.wrong(
                    "has an @ behind the question mark; write %3F for a ? in a password, %40 for an @ in an option");
        }
        for (String each : query.split("&", -1)) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw reading.wrong("must have name=value pairs behind the question mark");
            }
            String name = decoded(reading, each.substring(0, equals));
            if (options.put(name, decoded(reading, each.substring(equals + 1))) != null) {
                throw reading.wrong("says %s twice".formatted(Text.visible(name)));
            }
        }
        return options;
    }

    private static String decoded(Reading reading, String part) {
        try {
            // A plus sign stands for itself here, unlike in a form.
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw reading.wrong("has a % that is not followed by two hexadecimal digits");
        }
    }

    /** The text without what may be a password: in the login, or in an option, also one whose name is mistyped. */
    static String masked(String text) {
        int options = text.indexOf('?');
        String shown = LOGIN.matcher(text).replaceFirst("$1***@");
        if (options >= 0) {
            // A question mark in a password leaves nothing that is safe to show.
            shown = text.lastIndexOf('@') > options ? "***" : shown.substring(0, shown.indexOf('?')) + "?***";
        }
        return Text.visible(PASSWORD_OPTION.matcher(shown).replaceFirst("password=***"));
    }

    /** Neither the login nor the options show. */
    @Override
    public String toString() {
        return topology.address();
    }
}
