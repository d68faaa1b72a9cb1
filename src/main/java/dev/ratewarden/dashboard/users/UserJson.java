package dev.ratewarden.dashboard.users;

import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.UserSummary;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A user as one line of JSON, times in ISO-8601 UTC. Characters that show nothing are escaped: names come from strangers. */
final class UserJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private UserJson() {}

    static String of(UserSummary user) {
        ObjectNode object = JSON.createObjectNode();
        object.put("id", user.id())
                .put("name", user.name())
                .put("tier", user.tier().name())
                .put("score", BigDecimal.valueOf(user.score()).stripTrailingZeros())
                .put("violations", user.violations())
                .put("lastAction", user.lastAction())
                .put("lastViolationAt", time(user.lastViolationAtMs()))
                .put("lastSeenAt", time(user.lastSeenAtMs()));
        ban(object, user.ban());
        Block block = user.block();
        if (block == null) {
            object.putNull("block");
        } else {
            object.putObject("block").put("until", time(block.untilMs()));
        }
        exemption(object, user.exemption());
        return escaped(JSON.writeValueAsString(object));
    }

    private static void ban(ObjectNode object, @Nullable Ban ban) {
        if (ban == null) {
            object.putNull("ban");
        } else {
            fill(object.putObject("ban"), ban.sinceMs(), ban.untilMs(), ban.reason(), ban.operator());
        }
    }

    private static void exemption(ObjectNode object, @Nullable Exemption exemption) {
        if (exemption == null) {
            object.putNull("exemption");
        } else {
            fill(
                    object.putObject("exemption"),
                    exemption.sinceMs(),
                    exemption.untilMs(),
                    exemption.reason(),
                    exemption.operator());
        }
    }

    /** An end of null is for good. */
    private static void fill(ObjectNode object, long since, @Nullable Long until, String reason, String operator) {
        object.put("since", time(since))
                .put("until", time(until))
                .put("reason", reason)
                .put("by", operator);
    }

    private static @Nullable String time(@Nullable Long atMs) {
        return atMs == null ? null : Instant.ofEpochMilli(atMs).toString();
    }

    private static String escaped(String json) {
        StringBuilder out = new StringBuilder();
        json.codePoints().forEach(c -> {
            String own = Character.toString(c);
            if (c > 0x7e && !Text.visible(own).equals(own)) {
                own.chars().forEach(unit -> out.append("\\u%04x".formatted(unit)));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
