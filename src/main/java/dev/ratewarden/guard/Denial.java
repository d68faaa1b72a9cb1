package dev.ratewarden.guard;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Decision;
import dev.ratewarden.limiter.Durations;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command that did not run, because the limiter said no.
 *
 * @param request what was asked
 * @param decision the answer
 * @param retryAt when the same could be allowed, on the bot's clock; null if waiting never helps, or nobody knows how long
 */
public record Denial(
        CheckRequest request, Decision decision, @Nullable Instant retryAt) {

    static Denial of(CheckRequest request, Decision decision, Instant now) {
        Long waitMs = decision.retryAfterMs();
        return new Denial(request, decision, waitMs == null ? null : now.plusMillis(waitMs));
    }

    public String userId() {
        return request.userId();
    }

    public String action() {
        return request.action();
    }

    /** A sentence that is safe to show to the user, such as {@code You are doing that too often. Try again in 42 s.} */
    public String message() {
        return decision.userMessage();
    }

    /**
     * The same for Discord, whose clients count the wait down: {@code You are doing that too often. Try again <t:1767225642:R>.}, rounded
     * up to the second. The plain sentence where it names no wait.
     */
    public String discordMessage() {
        Long waitMs = decision.retryAfterMs();
        if (retryAt == null || waitMs == null) {
            return message();
        }
        long second = retryAt.getEpochSecond() + (retryAt.getNano() > 0 ? 1 : 0);
        return message().replace("in " + Durations.waiting(waitMs), "<t:" + second + ":R>");
    }
}
