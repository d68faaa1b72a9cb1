package dev.ratewarden.events;

/** One message in a while after a burst, and never before the time that the address asked for. Not thread-safe. */
final class SendingRate {

    private static final long MOST_MS = 600_000;

    private final long intervalMs;
    private final long aheadMs;

    /** When the next message would be due without the burst. */
    private long dueMs = Long.MIN_VALUE / 2;

    private long notBeforeMs = Long.MIN_VALUE / 2;

    SendingRate(long intervalMs, int burst) {
        this.intervalMs = intervalMs;
        this.aheadMs = intervalMs * (burst - 1);
    }

    /** How long to wait before the next one, ms. */
    long waitMs(long nowMs) {
        return Math.max(0, Math.max(dueMs - aheadMs, notBeforeMs) - nowMs);
    }

    void sent(long nowMs) {
        dueMs = Math.max(nowMs, dueMs) + intervalMs;
    }

    void asked(WebhookPost.Answer answer, long nowMs) {
        long wait = Math.min(MOST_MS, answer.waitMs());
        if (wait > 0) {
            notBeforeMs = nowMs + wait;
        }
    }
}
