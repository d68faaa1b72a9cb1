package dev.ratewarden.events;

import dev.ratewarden.limiter.InvalidRequestException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Posts alerts to an address: a Discord channel's webhook, or one of your own that takes JSON. Waits and tries again while it does not
 * answer, for ten minutes a message; sends no more than one message in two seconds, after a burst of five, and less where the address asks
 * for it; several waiting alerts go in one message. What could not be sent is counted, and said in the next message that gets through.
 *
 * <p>The address is a secret: whoever knows it may post. It is never logged, only its host is.
 */
public final class Webhook implements EventSink {

    /** What is posted. */
    public enum Format {
        /** As Discord's webhooks take it. */
        DISCORD,
        /** {@code {"source":"ratewarden","dropped":0,"events":[…]}}, events as in {@link JsonLinesFile}. */
        JSON
    }

    private static final Logger LOG = System.getLogger(Webhook.class.getName());
    private static final long PATIENCE_MS = Duration.ofMinutes(10).toMillis();
    private static final long GONE_MS = Duration.ofMinutes(10).toMillis();
    private static final long FIRST_WAIT_MS = 1_000;
    private static final long LONGEST_WAIT_MS = 60_000;
    private static final long INTERVAL_MS = 2_000;
    private static final int BURST = 5;

    /** For waits alone; no change of the machine's time makes them longer. */
    static final InstantSource STEADY = () -> Instant.ofEpochMilli(System.nanoTime() / 1_000_000);

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void pause(Duration time) throws InterruptedException;
    }

    private final WebhookMessages messages;
    private final WebhookPost post;
    private final InstantSource clock;
    private final Pause pause;
    private final RandomGenerator random;
    private final SendingRate rate;

    // Used by one thread at a time.
    private long unsaid;
    private long goneUntilMs = Long.MIN_VALUE;
    private boolean complained;

    /** @throws InvalidRequestException unless it is an {@code https} address, or one of this machine */
    public static Webhook discord(URI address) {
        return of(Format.DISCORD, address, false);
    }

    /** @throws InvalidRequestException unless it is an {@code https} address, or one of this machine */
    public static Webhook json(URI address) {
        return of(Format.JSON, address, false);
    }

    /**
     * @param allowHttp whether the address may be {@code http} on another machine, where others can read along
     * @throws InvalidRequestException if it cannot be posted to
     */
    public static Webhook of(Format format, URI address, boolean allowHttp) {
        return new Webhook(
                format,
                new WebhookPost(address, allowHttp, WebhookPost.CONNECT, WebhookPost.ANSWER),
                STEADY,
                Thread::sleep,
                RandomGenerator.getDefault());
    }

    Webhook(Format format, WebhookPost post, InstantSource clock, Pause pause, RandomGenerator random) {
        this.messages = format == Format.DISCORD ? new DiscordMessages() : new JsonMessages();
        this.post = post;
        this.clock = clock;
        this.pause = pause;
        this.random = random;
        this.rate = new SendingRate(INTERVAL_MS, BURST);
    }

    /**
     * Reads an address without ever showing it.
     *
     * @throws InvalidRequestException if it is none
     */
    public static URI address(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(
                    "the webhook's address: is no address (it is not shown here, since it is a secret); expected https://…");
        }
    }

    @Override
    public String name() {
        return "webhook " + post.host();
    }

    @Override
    public int accept(List<SecurityEvent> waiting, long dropped) throws InterruptedException {
        unsaid += dropped;
        // Of what waits the most urgent goes first.
        List<SecurityEvent> events = waiting.stream()
                .sorted(Comparator.comparing(SecurityEvent::severity).reversed())
                .toList();
        int gaveUp = 0;
        int at = 0;
        while (at < events.size()) {
            int count = messages.fitting(events.subList(at, events.size()));
            List<SecurityEvent> group = events.subList(at, at + count);
            gaveUp += send(group);
            at += count;
        }
        return gaveUp;
    }

    /** @return how many were given up */
    private int send(List<SecurityEvent> group) throws InterruptedException {
        Verdict verdict = send(messages.body(group, unsaid));
        if (verdict == Verdict.SENT) {
            unsaid = 0;
            return 0;
        }
        if (verdict == Verdict.BAD && group.size() > 1) {
            // One that is not taken must not take the others with it.
            int gaveUp = 0;
            for (SecurityEvent event : group) {
                gaveUp += send(List.of(event));
            }
            return gaveUp;
        }
        unsaid += group.size();
        return group.size();
    }

    private Verdict send(String body) throws InterruptedException {
        if (clock.millis() < goneUntilMs) {
            return Verdict.REFUSED;
        }
        long deadline = clock.millis() + PATIENCE_MS;
        for (int attempt = 0; ; attempt++) {
            pauseMs(rate.waitMs(clock.millis()));
            rate.sent(clock.millis());
            Verdict verdict = attempt(body, attempt);
            if (verdict != Verdict.AGAIN) {
                return verdict;
            }
            long wait = Math.max(waitMs(attempt), rate.waitMs(clock.millis()));
            if (clock.millis() + wait > deadline) {
                complain("gave a message up after 10 minutes");
                return Verdict.REFUSED;
            }
            pauseMs(wait);
        }
    }

    private enum Verdict {
        SENT,
        AGAIN,
        REFUSED,
        /** This message, for what is in it. */
        BAD
    }

    private Verdict attempt(String body, int attempt) throws InterruptedException {
        WebhookPost.Answer answer;
        try {
            answer = post.send(body);
        } catch (IOException e) {
            // Its message may hold the address.
            complain("does not answer (%s); trying for 10 minutes"
                    .formatted(e.getClass().getSimpleName()));
            return Verdict.AGAIN;
        }
        rate.asked(answer, clock.millis());
        int status = answer.status();
        if (status >= 200 && status < 300) {
            if (complained) {
                LOG.log(Level.WARNING, "{0} takes messages again", name());
            }
            complained = false;
            return Verdict.SENT;
        }
        if (status == 408 || status == 429 || status >= 500) {
            if (status != 429 || attempt > 0) {
                complain("answered %d; trying for 10 minutes".formatted(status));
            }
            return Verdict.AGAIN;
        }
        if (status == 401 || status == 403 || status == 404 || status == 410) {
            goneUntilMs = clock.millis() + GONE_MS;
            complain("answered %d: the address is gone; trying it again every 10 minutes".formatted(status));
            return Verdict.REFUSED;
        }
        complain("answered %d and did not take a message".formatted(status));
        return status == 400 ? Verdict.BAD : Verdict.REFUSED;
    }

    /** Once, until it works again. */
    private void complain(String what) {
        if (!complained) {
            LOG.log(Level.WARNING, "{0} {1}", name(), what);
        }
        complained = true;
    }

    private long waitMs(int attempt) {
        long longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS << Math.min(attempt, 10));
        return longest / 2 + random.nextLong(longest / 2 + 1);
    }

    private void pauseMs(long ms) throws InterruptedException {
        if (ms > 0) {
            pause.pause(Duration.ofMillis(ms));
        }
    }

    @Override
    public void close() {
        post.close();
    }

    @Override
    public String toString() {
        return name();
    }
}
