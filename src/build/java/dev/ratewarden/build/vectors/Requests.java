package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.moderation.ModeratorAction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests and moderators' actions as they stand in a file. What is the usual is left out. */
public final class Requests {

    private Requests() {}

    static ObjectNode json(CheckRequest request) {
        ObjectNode node = VectorText.JSON.createObjectNode();
        node.put("user", request.userId());
        node.put("action", request.action());
        if (request.cost() != 1) {
            node.put("cost", request.cost());
        }
        if (request.role() != null) {
            node.put("role", request.role());
        }
        if (request.where() != null) {
            node.put("where", request.where());
        }
        return node;
    }

    public static CheckRequest request(JsonNode node) {
        return new CheckRequest(
                node.get("user").stringValue(),
                node.get("action").stringValue(),
                node.has("cost") ? node.get("cost").longValue() : 1,
                text(node, "role"),
                text(node, "where"));
    }

    static ObjectNode json(ModeratorAction action) {
        ObjectNode node = VectorText.JSON.createObjectNode();
        return switch (action) {
            case ModeratorAction.Reset reset -> node.put("type", "RESET").put("clearHistory", reset.clearHistory());
            case ModeratorAction.Ban ban -> node.put("type", "BAN").put("forMs", ban.durationMs());
            case ModeratorAction.Unban unban ->
                node.put("type", "UNBAN").put("resetScore", unban.resetScore()).put("graceMs", unban.graceMs());
            case ModeratorAction.Exempt exempt -> node.put("type", "EXEMPT").put("forMs", exempt.durationMs());
            case ModeratorAction.Unexempt unexempt -> node.put("type", "UNEXEMPT");
            case ModeratorAction.Note note -> node.put("type", "NOTE").put("text", note.text());
            case ModeratorAction.Override override ->
                node.put("type", "OVERRIDE").put("action", override.action()).put("limit", override.limit());
            case ModeratorAction.Forget forget -> throw new IllegalArgumentException("act.lua does not forget");
            case ModeratorAction.Undo undo -> node.put("type", "UNDO");
        };
    }

    /** @param latestAuditId of the action that an undo takes back */
    public static ModeratorAction action(JsonNode node, @Nullable String latestAuditId) {
        return switch (node.get("type").stringValue()) {
            case "RESET" -> new ModeratorAction.Reset(node.get("clearHistory").booleanValue());
            case "BAN" -> new ModeratorAction.Ban(number(node, "forMs"));
            case "UNBAN" -> new ModeratorAction.Unban(node.get("resetScore").booleanValue(), number(node, "graceMs"));
            case "EXEMPT" -> new ModeratorAction.Exempt(number(node, "forMs"));
            case "UNEXEMPT" -> new ModeratorAction.Unexempt();
            case "NOTE" -> new ModeratorAction.Note(node.get("text").stringValue());
            case "OVERRIDE" -> new ModeratorAction.Override(node.get("action").stringValue(), number(node, "limit"));
            case "UNDO" -> new ModeratorAction.Undo(String.valueOf(latestAuditId));
            default -> throw new IllegalArgumentException("unknown action: " + node);
        };
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.has(field) ? node.get(field).stringValue() : null;
    }

    private static @Nullable Long number(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : (Long) value.longValue();
    }
}
