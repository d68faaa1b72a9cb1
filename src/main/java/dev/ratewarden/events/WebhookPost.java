package dev.ratewarden.events;

import dev.ratewarden.limiter.InvalidRequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Posts a text to one address and reads the beginning of the answer. Follows no redirect. Never shows more of the address than its host. */
final class WebhookPost implements AutoCloseable {

    static final Duration CONNECT = Duration.ofSeconds(5);
    static final Duration ANSWER = Duration.ofSeconds(10);

    private static final int MOST_BYTES = 64 << 10;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[?::1]?");

    private final HttpClient client;
    private final HttpRequest.Builder request;
    private final String host;
    private final Duration answer;

    /**
     * What came back.
     *
     * @param waitMs how long the address asked to wait, ms; 0 if it did not
     */
    record Answer(int status, long waitMs) {}

    WebhookPost(URI address, boolean allowHttp, Duration connect, Duration answer) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        String named = address.getHost();
        if (named == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new InvalidRequestException("the webhook's address: must begin with https:// and name a host");
        }
        if (scheme.equals("http") && !allowHttp && !LOOPBACK.matcher(named).matches()) {
            throw new InvalidRequestException(
                    "the webhook at %s: must be https, since others could read along and post themselves"
                            .formatted(named));
        }
        this.host = named;
        this.answer = answer;
        try {
            this.request = HttpRequest.newBuilder(address)
                    .timeout(answer)
                    .header("Content-Type", "application/json")
                    .header("User-Agent", "ratewarden");
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("the webhook at %s: its address cannot be used".formatted(named));
        }
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .build();
    }

    String host() {
        return host;
    }

    /** @throws IOException if there was no answer, or none in time */
    Answer send(String body) throws IOException, InterruptedException {
        HttpRequest ready = request.copy()
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        CompletableFuture<HttpResponse<String>> sent = client.sendAsync(ready, info -> new Beginning());
        try {
            // The request's own time limit ends with the headers.
            HttpResponse<String> response = sent.get(2 * answer.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), waitMs(response));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer");
        } finally {
            sent.cancel(true);
        }
    }

    private static long waitMs(HttpResponse<String> response) {
        HttpHeaders headers = response.headers();
        if (response.statusCode() == 429) {
            return Math.max(
                    1, Math.max(ms(headers.firstValue("Retry-After").orElse("")), ms(retryAfter(response.body()))));
        }
        boolean spent =
                headers.firstValue("X-RateLimit-Remaining").orElse("").strip().equals("0");
        return spent ? ms(headers.firstValue("X-RateLimit-Reset-After").orElse("")) : 0;
    }

    private static String retryAfter(String body) {
        try {
            JsonNode node = EventJson.JSON.readTree(body).path("retry_after");
            return node.isNumber() ? node.asString("") : "";
        } catch (JacksonException e) {
            return "";
        }
    }

    private static long ms(String seconds) {
        String text = seconds.strip();
        return SECONDS.matcher(text).matches() ? (long) Math.ceil(Double.parseDouble(text) * 1_000) : 0;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** The first bytes of an answer, as text; the rest is not read. */
    private static final class Beginning implements HttpResponse.BodySubscriber<String> {
        private final CompletableFuture<String> text = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Flow.@org.jspecify.annotations.Nullable Subscription subscription;

        @Override
        public CompletionStage<String> getBody() {
            return text;
        }

        @Override
        public void onSubscribe(Flow.Subscription offered) {
            subscription = offered;
            offered.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] part = new byte[Math.min(buffer.remaining(), MOST_BYTES - bytes.size())];
                buffer.get(part);
                bytes.writeBytes(part);
            }
            if (bytes.size() >= MOST_BYTES) {
                if (subscription != null) {
                    subscription.cancel();
                }
                onComplete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            text.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            text.complete(bytes.toString(StandardCharsets.UTF_8));
        }
    }
}
