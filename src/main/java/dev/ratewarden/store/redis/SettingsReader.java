package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.InvalidRequestException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes settings of what was said in a URI, a file or the environment. */
final class SettingsReader {

    private static final Set<String> SECRET_OR_SAID = Set.of("uri", "prefix", "user", "password", "sentinel-password");
    private static final Set<String> TLS_FILES = Set.of("ca", "certificate", "key");

    private SettingsReader() {}

    /** @throws InvalidRequestException naming what is wrong, where it was said, and the remedy; never a password */
    static RedisSettings read(RedisOptions beside) {
        RedisOptions.Said uriSaid = beside.get("uri");
        if (uriSaid == null) {
            throw new InvalidRequestException("no Redis was named: set uri in the settings file, RATEWARDEN_REDIS or"
                    + " REDIS_HOST, such as redis://localhost:6379");
        }
        RedisUri uri = RedisUri.parse(uriSaid.origin(), uriSaid.value());
        RedisOptions said =
                RedisOptions.ofQuery(uriSaid.origin(), uri.options()).over(beside);
        Login login = login(uri.login(), new Login(said.text("user"), said.text("password")));
        Integer timeout = said.millis("timeout");
        Integer connect = said.millis("connect-timeout");
        Integer read = said.millis("read-timeout");
        Integer protocol = said.number("protocol", 2, 3);
        Integer replicas = said.number("replicas", 0, RedisSettings.MAX_REPLICAS);
        Long memory = said.bytes("memory");
        RedisSettings settings = new RedisSettings(
                uri.topology(),
                new Access(
                        login,
                        new Login(said.text("sentinel-user"), said.text("sentinel-password")),
                        tls(uri, uriSaid.origin(), said),
                        uri.database(),
                        protocol == null ? 2 : protocol),
                new Timeouts(
                        connect != null ? connect : timeout, read != null ? read : timeout, said.millis("pool-wait")),
                Habits.OF_BOTS
                        .withConnections(said.number("connections", 1, RedisSettings.MAX_CONNECTIONS))
                        .withReplicas(replicas == null ? 0 : replicas));
        String prefix = said.text("prefix");
        settings = prefix == null ? settings : settings.withPrefix(prefix);
        return memory == null ? settings : settings.withMemoryBudget(memory);
    }

    /** An address often names the user alone, and the password stands where it shows less; but somebody else's is never sent. */
    private static Login login(Login inUri, Login beside) {
        if (inUri.isNone()) {
            return beside;
        }
        boolean sameUser = beside.user() == null || beside.user().equals(inUri.user());
        return inUri.password() == null && sameUser ? new Login(inUri.user(), beside.password()) : inUri;
    }

    /** By the names of a settings file, the address first; no password. */
    static Map<String, String> described(RedisOptions beside, RedisSettings settings) {
        Map<String, String> described = new LinkedHashMap<>();
        described.put("uri", address(settings));
        described.put("prefix", settings.prefix());
        String user = settings.login().user();
        if (user != null && !user.isEmpty()) {
            described.put("user", user);
        }
        RedisOptions.Said uri = Objects.requireNonNull(beside.get("uri"));
        RedisOptions said = RedisOptions.ofQuery(
                        uri.origin(), RedisUri.parse(uri.origin(), uri.value()).options())
                .over(beside);
        for (String name : said.names()) {
            String value = said.text(name);
            boolean unused = SECRET_OR_SAID.contains(name) || (TLS_FILES.contains(name) && !settings.tls());
            if (!unused && value != null) {
                described.put(
                        name,
                        TLS_FILES.contains(name)
                                ? Path.of(value).toAbsolutePath().toString()
                                : value);
            }
        }
        return described;
    }

    /** Without a login, and without options. */
    private static String address(RedisSettings settings) {
        Topology topology = settings.topology();
        String nodes = topology.nodes().stream().map(Endpoint::toString).collect(Collectors.joining(","));
        String master = topology.master().isEmpty() ? "" : "/" + topology.master();
        String database = settings.database() == 0 ? "" : "/" + settings.database();
        return topology.shape().scheme(settings.tls()) + "://" + nodes + master + database;
    }

    private static @Nullable Tls tls(RedisUri uri, String uriOrigin, RedisOptions said) {
        if (uri.tls()) {
            return Tls.of(said.path("ca"), said.path("certificate"), said.path("key"));
        }
        for (String name : new String[] {"ca", "certificate", "key"}) {
            RedisOptions.Said file = said.get(name);
            // Who names another Redis on the command line need not empty the environment for it.
            if (file != null && file.origin().startsWith("RATEWARDEN") == uriOrigin.startsWith("RATEWARDEN")) {
                throw file.wrong("left out without TLS, or the URI must start with "
                        + uri.topology().shape().scheme(true) + "://");
            }
        }
        return null;
    }
}
