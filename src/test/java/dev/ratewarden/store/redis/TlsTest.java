package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who listens must be who was meant: through a proxy that speaks TLS with certificates of a throw-away authority. */
class TlsTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    @TempDir
    static Path folder;

    private static Certificates ours;

    @BeforeAll
    static void certificates() throws Exception {
        ours = new Certificates(folder, "ours");
        ours.issue("here", "ip:127.0.0.1");
    }

    private static RedisStore store(String host, int port, String options) {
        return new RedisStore(RedisSettings.forBots("rediss://%s:%d%s".formatted(host, port, options), "rw:")
                .withTimeouts(10_000, 10_000, 10_000));
    }

    private static void works(TlsProxy proxy, String options) {
        try (RedisStore store = store("127.0.0.1", proxy.port(), options)) {
            store.addDefaults(List.of(MANY), null);
            assertThat(store.check(request("ann", MANY)).reason()).isEqualTo(Reason.ALLOWED);
        }
    }

    /** Loudly, and not as an outage: waiting would not help. */
    private static void refused(String host, int port, String options, String... why) {
        try (RedisStore store = store(host, port, options)) {
            assertThatThrownBy(() -> store.check(request("ann", MANY)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(host + ":" + port)
                    .hasMessageContainingAll(why);
        }
    }

    @Test
    void aServerWhoseAuthorityIsNamedAndWhoseNameFitsIsTrusted() throws Exception {
        try (TlsProxy proxy = new TlsProxy(ours.server("here"), false, REDIS.port())) {
            works(proxy, "?ca=" + ours.ca());
            works(proxy, "?protocol=3&ca=" + ours.ca());
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        try (TlsProxy proxy = new TlsProxy(ours.server("here"), false, REDIS.port())) {
            refused("localhost", proxy.port(), "?ca=" + ours.ca(), "for another host", "use the name");
        }
    }

    @Test
    void aServerOfAnUnknownAuthorityIsRefused() throws Exception {
        try (TlsProxy proxy = new TlsProxy(ours.server("here"), false, REDIS.port())) {
            refused("127.0.0.1", proxy.port(), "", "nobody who is trusted", "ca=");
        }
    }

    @Test
    void aServerThatSpeaksNoTlsIsGuessed() {
        // A Redis waits for the rest of what it takes for a command: it can only be guessed.
        RedisSettings settings =
                RedisSettings.forPeople("rediss://127.0.0.1:%d?timeout=200".formatted(REDIS.port()), "rw:");
        try (RedisStore store = new RedisStore(settings)) {
            assertThatThrownBy(() -> store.audit(1))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("or does it speak TLS on this port?");
        }
    }

    @Test
    void aClientCertificateIsShownWhereItIsWanted() throws Exception {
        String own = "&certificate=%s&key=%s".formatted(ours.certificate("here"), ours.key("here"));
        try (TlsProxy proxy = new TlsProxy(ours.server("here"), true, REDIS.port())) {
            works(proxy, "?ca=" + ours.ca() + own);
            try (RedisStore store = store("127.0.0.1", proxy.port(), "?ca=" + ours.ca())) {
                // Whether the server's reason arrives before it hangs up is chance.
                assertThatThrownBy(() -> store.check(request("ann", MANY)))
                        .isInstanceOf(RatewardenException.class)
                        .hasMessageContaining("client certificate");
            }
        }
    }

    @Test
    void filesThatCannotBeAreNamedWithWhatTheyMustBe() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        Path old = Files.writeString(
                folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        Path odd = Files.writeString(
                folder.resolve("odd.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        String ca = ours.ca().toString();

        wrong("?ca=" + text, text.toString(), "PEM");
        wrong("?ca=" + folder.resolve("none.pem"), "none.pem", "no such file");
        wrong("?ca=" + folder, folder.toString());
        wrong("?certificate=" + ca, "go together");
        wrong("?certificate=" + ca + "&key=" + old, old.toString(), "openssl pkcs8");
        wrong("?certificate=" + ca + "&key=" + odd, odd.toString(), "neither RSA nor EC");
        wrong("?certificate=" + ca + "&key=" + ca, ca, "PKCS #8");
    }

    private static void wrong(String options, String... what) {
        assertThatThrownBy(() -> RedisSettings.forBots("rediss://h" + options, "rw:"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll(what);
    }
}
