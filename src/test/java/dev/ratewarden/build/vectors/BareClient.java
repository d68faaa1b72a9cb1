package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Strategy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * From a check's reply to the decision, as the page for clients says: written a second time on purpose, from that page, so that it is
 * tried.
 */
final class BareClient {

    private static final int USUAL = 6;

    private final PolicyBook book;
    private final CheckRequest request;
    private final List<String> reply;

    private BareClient(PolicyBook book, CheckRequest request, List<String> reply) {
        this.book = book;
        this.request = request;
        this.reply = reply;
    }

    /** @param reply one of the seven answers */
    static ObjectNode decision(PolicyBook book, CheckRequest request, List<String> reply) {
        return new BareClient(book, request, reply).decision();
    }

    private ObjectNode decision() {
        boolean known = reply.size() > USUAL;
        String reason = reply.getFirst();
        boolean allowed = List.of("ALLOWED", "EXEMPT", "UNPOLICED", "SHADOWED").contains(reason);
        boolean policed = book.enforcement() != Enforcement.OFF && book.policy(request.action()) != null;
        double score = known ? Math.floor(Double.parseDouble(reply.get(9)) * 1e6 + 0.5) / 1e6 : 0;
        Long wait = allowed ? (Long) 0L : wait(reason);
        ObjectNode node = VectorText.JSON.createObjectNode();
        node.put("allowed", allowed).put("reason", reason);
        node.put("limit", policed ? (Long) limit() : null);
        node.put("remaining", policed ? (Long) number(2) : null);
        node.put("retryAfterMs", wait);
        node.put("resetAtMs", policed ? (Long) number(4) : null);
        node.put("delayMs", policed ? number(5) : 0);
        node.put("score", score);
        boolean blocked = known && !reply.get(14).equals("-");
        node.put("tier", blocked ? "BLOCKED" : score >= 75 ? "WARNING" : score >= 50 ? "CAUTION" : "NORMAL");
        node.put("violations", known ? number(10) : 0);
        node.put("notifyUser", known && number(11) == 1);
        node.put("userMessage", allowed ? "" : message(reason, wait));
        return node;
    }

    private long number(int index) {
        return Long.parseLong(reply.get(index));
    }

    /** The longest of limit, ban and block; null for never. */
    private @Nullable Long wait(String reason) {
        long wait = 0;
        if (reason.equals("LIMITED")) {
            if (number(3) < 0) {
                return null;
            }
            wait = number(3);
        }
        String ban = reply.get(12);
        if (!ban.isEmpty()) {
            JsonNode until = VectorText.JSON.readTree(ban).get(1);
            if (until.isNull()) {
                return null;
            }
            wait = Math.max(wait, until.longValue() - number(1));
        }
        String block = reply.get(14);
        if (block.equals("inf")) {
            return null;
        }
        return block.equals("-") ? wait : Math.max(wait, Long.parseLong(block) - number(1));
    }

    private static String message(String reason, @Nullable Long wait) {
        String when = wait == null ? "" : " Try again in " + Durations.waiting(wait) + ".";
        if (reason.equals("LIMITED")) {
            return "You are doing that too often." + when;
        }
        return "You may not do that at the moment." + (when.isEmpty() ? " A moderator can tell you more." : when);
    }

    /** What the limit in force holds at once: a token bucket's burst. */
    private long limit() {
        boolean known = reply.size() > USUAL;
        Policy level = book.levels(request.action()).get(known ? (int) number(6) : 0);
        Limit limit = level.limit();
        long most = Math.min(
                limit.strategy() == Strategy.SLIDING_WINDOW ? 10_000 : 1_000_000_000,
                ((1L << 53) - 1) / limit.windowMs());
        return Math.clamp(known && !reply.get(7).equals("-") ? own(limit, number(7)) : scaled(level, known), 1, most);
    }

    private static long own(Limit limit, long own) {
        return limit.burst() == limit.limit() ? own : (long) Math.floor((double) own * limit.burst() / limit.limit());
    }

    private long scaled(Policy level, boolean known) {
        double score = known ? Math.floor(Double.parseDouble(reply.get(8)) * 1e6 + 0.5) / 1e6 : 0;
        Double floor = level.adaptiveFloor();
        double part = floor == null
                ? 1
                : 1 - (1 - floor) * Math.min(1, score / book.scoreRules().blockAt());
        return (long) Math.floor(level.limit().burst() * level.multiplier(request.role()) * part);
    }
}
