package dev.ratewarden.cli;

import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Note;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.moderation.Violation;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is known about users, as JSON. */
final class UserJson {

    private UserJson() {}

    static ObjectNode summary(UserSummary user) {
        return Json.object()
                .put("id", user.id())
                .put("name", user.name())
                .set("score", Json.score(user.score()))
                .put("tier", user.tier().name())
                .put("violations", user.violations())
                .put("lastAction", user.lastAction())
                .set("lastViolationAtMs", Json.number(user.lastViolationAtMs()))
                .put("lastSeenAtMs", user.lastSeenAtMs())
                .set("ban", ban(user.ban()))
                .set("block", block(user.block()))
                .set("exemption", exemption(user.exemption()));
    }

    static ObjectNode detail(UserDetail user) {
        ArrayNode quotas = Json.array();
        user.quotas().forEach(quota -> quotas.add(quota(quota)));
        ArrayNode audit = Json.array();
        user.audit().forEach(entry -> audit.add(audit(entry)));
        ObjectNode overrides = Json.object();
        new TreeMap<>(user.overrides()).forEach(overrides::put);
        return summary(user.summary())
                .put("nowMs", user.nowMs())
                .set("resetAtMs", Json.number(user.resetAtMs()))
                .put("moderationRevision", user.moderationRevision())
                .set("note", note(user.note()))
                .set("graceUntilMs", Json.number(user.graceUntilMs()))
                .set("overrides", overrides)
                .set("quotas", quotas)
                .set("audit", audit);
    }

    static ObjectNode violation(Violation violation) {
        Limit limit = violation.limit();
        return Json.object()
                .put("atMs", violation.atMs())
                .put("action", violation.action())
                .put("cost", violation.cost())
                .put("strategy", limit.strategy().name())
                .put("limit", limit.limit())
                .put("windowMs", limit.windowMs())
                .put("burst", limit.burst())
                .set("retryAfterMs", Json.number(violation.retryAfterMs()))
                .put("points", violation.penalty().points())
                .put("repeats", violation.penalty().repeats())
                .set("added", Json.score(violation.penalty().added()))
                .set("scoreBefore", Json.score(violation.penalty().scoreBefore()))
                .set("scoreAfter", Json.score(violation.penalty().scoreAfter()))
                .put("blocked", violation.penalty().blocked())
                .put("where", violation.where())
                .put("level", violation.level())
                .put("degraded", violation.degraded());
    }

    static ObjectNode audit(AuditEntry entry) {
        return Json.object()
                .put("auditId", entry.id())
                .put("atMs", entry.atMs())
                .put("type", entry.type().name())
                .put("userId", entry.userId())
                .put("operator", entry.operator())
                .put("reason", entry.reason())
                .set("untilMs", Json.number(entry.untilMs()))
                .set("scoreBefore", Json.score(entry.scoreBefore()))
                .set("scoreAfter", Json.score(entry.scoreAfter()))
                .put("detail", entry.detail())
                .put("undoes", entry.undoes());
    }

    private static ObjectNode quota(ActionQuota quota) {
        AppliedLimit applied = quota.applied();
        return Json.object()
                .put("action", quota.policy().action())
                .put("strategy", quota.policy().limit().strategy().name())
                .put("limit", quota.quota().limit())
                .put("remaining", quota.quota().remaining())
                .set("retryAfterMs", Json.number(quota.quota().retryAfterMs()))
                .put("resetAtMs", quota.quota().resetAtMs())
                .put("configured", applied.configured().limit())
                .put("role", applied.role())
                .put("adaptive", applied.adaptive())
                .set("override", Json.number(applied.override()));
    }

    private static JsonNode exemption(@Nullable Exemption exemption) {
        return exemption == null
                ? JsonNodeFactory.instance.nullNode()
                : Json.object()
                        .put("sinceMs", exemption.sinceMs())
                        .set("untilMs", Json.number(exemption.untilMs()))
                        .put("reason", exemption.reason())
                        .put("operator", exemption.operator());
    }

    /** Null as JSON for none. */
    static JsonNode note(@Nullable Note note) {
        return note == null
                ? JsonNodeFactory.instance.nullNode()
                : Json.object()
                        .put("text", note.text())
                        .put("operator", note.operator())
                        .put("atMs", note.atMs());
    }

    private static JsonNode ban(@Nullable Ban ban) {
        return ban == null
                ? JsonNodeFactory.instance.nullNode()
                : Json.object()
                        .put("sinceMs", ban.sinceMs())
                        .set("untilMs", Json.number(ban.untilMs()))
                        .put("reason", ban.reason())
                        .put("operator", ban.operator());
    }

    private static JsonNode block(@Nullable Block block) {
        return block == null
                ? JsonNodeFactory.instance.nullNode()
                : Json.object().put("sinceMs", block.sinceMs()).set("untilMs", Json.number(block.untilMs()));
    }
}
