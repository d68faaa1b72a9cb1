package dev.ratewarden.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ratewarden.events.SecurityEvent.Severity;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.memory.MemoryStore;
import dev.ratewarden.watch.Watcher;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver that is slow, down or rude costs patience, never a check, and hears the rest once it behaves. */
class WebhookTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ManualClock clock = new ManualClock(1_800_000_000_000L);
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    /** What the receiver does with the next messages; afterwards it takes them. */
    private final Deque<Rudeness> rudenesses = new ArrayDeque<>();

    private HttpServer server;
    private ExecutorService threads;

    private interface Rudeness {
        void answer(HttpExchange exchange) throws Exception;
    }

    @BeforeEach
    void listen() throws IOException {
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/hook-secret", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Rudeness next;
        synchronized (rudenesses) {
            next = rudenesses.poll();
        }
        try (exchange) {
            if (next == null) {
                received.add(body);
                exchange.sendResponseHeaders(204, -1);
            } else {
                next.answer(exchange);
            }
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static Rudeness status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook-secret");
    }

    private Webhook webhook(URI address) {
        return webhook(address, LONG);
    }

    private Webhook webhook(URI address, Duration patience) {
        return new Webhook(
                Webhook.Format.JSON,
                new WebhookPost(address, false, patience, patience),
                clock,
                time -> {
                    pauses.add(time);
                    clock.advance(time);
                },
                new Random(5));
    }

    private static SecurityEvent event(int number) {
        return new SecurityEvent(
                number,
                EventTypes.USER_AUTO_BLOCKED,
                Severity.CRITICAL,
                "user" + number,
                "play",
                null,
                100,
                0,
                Map.of());
    }

    private long pausedMs() {
        return pauses.stream().mapToLong(Duration::toMillis).sum();
    }

    private JsonNode message(int index) {
        return JsonMapper.shared().readTree(received.get(index));
    }

    @Test
    void theRudeAreAskedAgainUntilTheyTakeIt() throws InterruptedException {
        rudenesses.addAll(List.of(
                status(500),
                status(429),
                exchange -> exchange.getHttpContext().getServer().getExecutor(),
                status(503),
                exchange -> {
                    exchange.sendResponseHeaders(502, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        for (int i = 0; i < 64; i++) {
                            out.write(new byte[64 << 10]);
                        }
                    }
                }));
        try (Webhook webhook = webhook(address())) {
            assertThat(webhook.accept(List.of(event(1)), 0)).isZero();
        }
        assertThat(received).hasSize(1);
        assertThat(message(0).path("events").path(0).path("userId").asString()).isEqualTo("user1");
        assertThat(pauses).as("longer each time, by chance").hasSize(5);
        assertThat(pausedMs()).isBetween(15_000L, 120_000L);
    }

    @Test
    void whoNeverAnswersIsGivenUpOnAndAskedAgain() throws InterruptedException {
        rudenesses.add(exchange -> released.await());
        try (Webhook webhook = webhook(address(), SHORT)) {
            assertThat(webhook.accept(List.of(event(1)), 0)).isZero();
        }
        // On a busy machine it may give up on an answer that was on its way.
        assertThat(received).isNotEmpty();
        assertThat(message(0).path("events").path(0).path("userId").asString()).isEqualTo("user1");
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void garbageIsNoAnswer() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> {
                while (!socket.isClosed()) {
                    try (Socket one = socket.accept()) {
                        one.getOutputStream().write("SSH-2.0-rubbish\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        // Closed by the test, or by the client.
                        continue;
                    }
                }
            });
            try (Webhook webhook = webhook(URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/x"))) {
                assertThat(webhook.accept(List.of(event(1), event(2)), 0))
                        .as("given up")
                        .isEqualTo(2);
            }
        }
        assertThat(pausedMs()).isBetween(540_000L, 600_000L);
    }

    @Test
    void whoAsksToWaitIsWaitedFor() throws InterruptedException {
        rudenesses.addAll(List.of(status(429, "Retry-After", "7"), exchange -> {
            byte[] body = "{\"retry_after\": 3.5}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(429, body.length);
            exchange.getResponseBody().write(body);
        }));
        try (Webhook webhook = webhook(address())) {
            assertThat(webhook.accept(List.of(event(1)), 0)).isZero();
            assertThat(pausedMs()).isBetween(10_500L, 13_000L);
            rudenesses.add(status(204, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset-After", "4"));
            long before = pausedMs();
            webhook.accept(List.of(event(2)), 0);
            webhook.accept(List.of(event(3)), 0);
            assertThat(pausedMs() - before).isGreaterThanOrEqualTo(4_000);
        }
    }

    @Test
    void noMoreThanOneMessageInTwoSecondsAfterFive() throws InterruptedException {
        try (Webhook webhook = webhook(address())) {
            for (int i = 0; i < 5; i++) {
                webhook.accept(List.of(event(i)), 0);
            }
            assertThat(pauses).isEmpty();
            for (int i = 0; i < 5; i++) {
                webhook.accept(List.of(event(i)), 0);
            }
        }
        assertThat(pausedMs()).isEqualTo(10_000);
        assertThat(received).hasSize(10);
    }

    @Test
    void aMessageThatIsRefusedIsDroppedAndTheNextOneSaysSo() throws InterruptedException {
        List<SecurityEvent> many = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            many.add(event(i));
        }
        rudenesses.addAll(List.of(status(422), status(302, "Location", address() + "?elsewhere")));
        try (Webhook webhook = webhook(address())) {
            assertThat(webhook.accept(many, 3)).isEqualTo(20);
        }
        assertThat(received).hasSize(1);
        assertThat(message(0).path("dropped").asInt()).isEqualTo(23);
        assertThat(message(0).path("events").size()).isEqualTo(5);
    }

    @Test
    void ofAMessageThatIsBadEachAlertIsSentByItself() throws InterruptedException {
        rudenesses.addAll(List.of(status(400), status(400)));
        try (Webhook webhook = webhook(address())) {
            assertThat(webhook.accept(List.of(event(1), event(2), event(3)), 0)).isEqualTo(1);
        }
        assertThat(received).hasSize(2);
        assertThat(message(0).path("dropped").asInt()).isEqualTo(1);
        assertThat(message(0).path("events").path(0).path("userId").asString()).isEqualTo("user2");
        assertThat(message(1).path("events").path(0).path("userId").asString()).isEqualTo("user3");
    }

    @Test
    void waitsAreMeasuredByAClockThatNobodySets() {
        long before = System.nanoTime() / 1_000_000;
        assertThat(Webhook.STEADY.millis()).isBetween(before, System.nanoTime() / 1_000_000);
    }

    @Test
    void anAddressThatIsGoneIsTriedEveryTenMinutes() throws InterruptedException {
        for (int status : new int[] {401, 403, 404, 410}) {
            received.clear();
            rudenesses.add(status(status));
            try (Webhook webhook = webhook(address())) {
                assertThat(webhook.accept(List.of(event(1)), 0)).isEqualTo(1);
                for (int i = 0; i < 9; i++) {
                    clock.advance(Duration.ofMinutes(1));
                    assertThat(webhook.accept(List.of(event(2)), 0)).isEqualTo(1);
                }
                assertThat(received).isEmpty();
                clock.advance(Duration.ofMinutes(1));
                assertThat(webhook.accept(List.of(event(3)), 0)).isZero();
            }
            assertThat(message(0).path("dropped").asInt()).isEqualTo(10);
        }
    }

    @Test
    void theAddressIsNeverShown() {
        String secret = "https://discord.com/api/webhooks/1/top-secret";
        try (Webhook webhook = Webhook.discord(URI.create(secret))) {
            assertThat(webhook.name()).isEqualTo("webhook discord.com");
            assertThat(webhook).hasToString("webhook discord.com");
        }
        for (String bad : List.of(
                "http://example.org/top-secret", "ftp://example.org/top-secret", "https:///top-secret", "top-secret")) {
            assertThatThrownBy(() -> Webhook.json(Webhook.address(bad)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageNotContaining("top-secret");
        }
        assertThatThrownBy(() -> Webhook.address("https://a b/top-secret"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageNotContaining("top-secret")
                .hasNoCause();
        Webhook.of(Webhook.Format.JSON, URI.create("http://example.org/x"), true)
                .close();
        Webhook.json(URI.create("http://localhost:1/x")).close();
        Webhook.json(URI.create("http://[::1]:1/x")).close();
    }

    @Test
    void checksGoOnWhileTheReceiverHangsAndTheAlertsArriveAfterwards() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        rudenesses.addAll(Collections.nCopies(1, exchange -> {
            hanging.countDown();
            released.await();
            exchange.sendResponseHeaders(500, -1);
        }));
        MemoryStore store = new MemoryStore(clock);
        RateLimiter limiter = RateLimiter.builder(store).build();
        Webhook patient = new Webhook(
                Webhook.Format.JSON,
                new WebhookPost(address(), false, Duration.ofSeconds(30), Duration.ofSeconds(30)),
                clock,
                clock::advance,
                new Random(5));
        Watcher watcher = Watcher.over(store).name("one").alert(patient).build();
        watcher.turn();
        block(limiter, "ann");
        watcher.turn();
        assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();

        CountDownLatch checked = new CountDownLatch(1);
        threads.execute(() -> {
            for (int i = 0; i < 20; i++) {
                block(limiter, "user" + i);
                watcher.turn();
            }
            checked.countDown();
        });
        assertThat(checked.await(20, TimeUnit.SECONDS))
                .as("while the receiver hangs")
                .isTrue();
        assertThat(received).isEmpty();

        released.countDown();
        watcher.close();
        List<String> users = new ArrayList<>();
        for (int i = 0; i < received.size(); i++) {
            for (JsonNode event : message(i).path("events")) {
                if (event.path("type").asString().equals(EventTypes.USER_AUTO_BLOCKED)) {
                    users.add(event.path("userId").asString());
                }
            }
        }
        assertThat(users).hasSize(21).doesNotHaveDuplicates().contains("ann", "user0", "user19");
    }

    private void block(RateLimiter limiter, String user) {
        for (int i = 0; i < 12; i++) {
            clock.advance(1);
            limiter.check(CheckRequest.of(user, "payment"));
        }
    }
}
