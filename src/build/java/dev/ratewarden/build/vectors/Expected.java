package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.Decision;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.Violation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a step is to be answered with. */
final class Expected {

    private Expected() {}

    static ObjectNode of(Decision decision) {
        ObjectNode node = VectorText.JSON.createObjectNode();
        node.put("allowed", decision.allowed());
        node.put("reason", decision.reason().name());
        node.put("limit", decision.limit());
        node.put("remaining", decision.remaining());
        node.put("retryAfterMs", decision.retryAfterMs());
        node.put("resetAtMs", decision.resetAtMs());
        node.put("delayMs", decision.delayMs());
        Numbers.put(node, "score", decision.score());
        node.put("tier", decision.tier().name());
        node.put("violations", decision.violations());
        node.put("notifyUser", decision.notifyUser());
        node.put("userMessage", decision.userMessage());
        return node;
    }

    static ObjectNode of(AuditEntry entry) {
        ObjectNode node = VectorText.JSON.createObjectNode();
        Numbers.put(node, "scoreBefore", entry.scoreBefore());
        Numbers.put(node, "scoreAfter", entry.scoreAfter());
        node.put("until", entry.untilMs());
        return node;
    }

    static ObjectNode of(UserDetail user) {
        ObjectNode node = VectorText.JSON.createObjectNode();
        Numbers.put(node, "score", user.summary().score());
        node.put("tier", user.summary().tier().name());
        node.put("violations", user.summary().violations());
        node.put("banned", user.summary().ban() != null);
        node.put("blocked", user.summary().block() != null);
        ArrayNode history = node.putArray("history");
        user.history().forEach(violation -> history.add(of(violation)));
        return node;
    }

    /** Of a user about whom nothing is known. */
    static ObjectNode untracked() {
        ObjectNode node = VectorText.JSON.createObjectNode();
        node.put("score", 0);
        node.put("tier", "NORMAL");
        node.put("violations", 0);
        node.put("banned", false);
        node.put("blocked", false);
        node.putArray("history");
        return node;
    }

    /** As it is kept, but for the way in which decimals are written. */
    private static ArrayNode of(Violation violation) {
        Limit limit = violation.limit();
        Penalty penalty = violation.penalty();
        ArrayNode node = VectorText.JSON.createArrayNode();
        node.add(violation.atMs());
        node.add(violation.action());
        node.add(limit.strategy().name().substring(0, 1));
        node.add(limit.limit());
        node.add(limit.windowMs());
        node.add(violation.retryAfterMs());
        node.add(penalty.points());
        node.add(penalty.repeats());
        add(node, penalty.added());
        add(node, penalty.scoreBefore());
        String where = violation.where() == null || violation.where().isEmpty() ? null : violation.where();
        boolean cascaded = !violation.level().equals(violation.action());
        if (violation.cost() > 1 || limit.burst() != limit.limit() || penalty.blocked() || where != null || cascaded) {
            unusual(node, violation, where, cascaded);
        }
        return node;
    }

    private static void unusual(ArrayNode node, Violation violation, @Nullable String where, boolean cascaded) {
        node.add(violation.cost());
        node.add(violation.limit().burst());
        node.add(violation.penalty().blocked() ? 1 : 0);
        if (where != null || cascaded) {
            node.add(where);
        }
        if (cascaded) {
            node.add(violation.level());
        }
    }

    private static void add(ArrayNode node, double number) {
        if (Numbers.isWhole(number)) {
            node.add((long) number);
        } else {
            node.add(number);
        }
    }
}
