package dev.ratewarden.build.vectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client refuses before it calls Redis, and what is just valid. */
final class InvalidVectors {

    private final ArrayNode inputs;

    private InvalidVectors(ArrayNode inputs) {
        this.inputs = inputs;
    }

    static ObjectNode json() {
        ObjectNode node = VectorText.JSON.createObjectNode();
        node.put("version", 1).put("kind", "invalid");
        InvalidVectors vectors = new InvalidVectors(node.putArray("inputs"));
        vectors.users();
        vectors.actions();
        vectors.costs();
        vectors.roles();
        vectors.places();
        return node;
    }

    private void users() {
        for (String valid :
                new String[] {"0", " ", "x".repeat(128), "ö".repeat(64), "🦊".repeat(32), "\u202ex", "a\u00a0b", "{s1}"
                }) {
            add(request(valid, "act"), null);
        }
        for (String invalid : new String[] {
            "",
            "x".repeat(129),
            "ö".repeat(65),
            "🦊".repeat(32) + "x",
            "a\nb",
            "\u0000",
            "\u007f",
            "\u0085",
            "\t",
            "\ud83e",
            "\udd8ax"
        }) {
            add(request(invalid, "act"), "user");
        }
    }

    private void actions() {
        for (String valid : new String[] {"a", "pack_create", "a.b-c_9", "a" + "9".repeat(63)}) {
            add(request("42", valid), null);
        }
        for (String invalid : new String[] {
            "", "A", "9a", "_a", "a b", "a#shadow", "#rules", "pack:create", "ä", "a\n", "a" + "9".repeat(64), "a/b"
        }) {
            add(request("42", invalid), "action");
        }
    }

    private void costs() {
        add(request("42", "act").put("cost", 1), null);
        add(request("42", "act").put("cost", 1_000_000_000L), null);
        add(request("42", "act").put("cost", 0), "cost");
        add(request("42", "act").put("cost", -1), "cost");
    }

    private void roles() {
        for (String valid : new String[] {"v", "VIP", "A.b-c_9", "9", "x".repeat(32)}) {
            add(request("42", "act").put("role", valid), null);
        }
        for (String invalid : new String[] {"", "a b", "ä", "x".repeat(33), "a:b", "vip\n"}) {
            add(request("42", "act").put("role", invalid), "role");
        }
    }

    private void places() {
        for (String valid : new String[] {"", "guild-1", "x".repeat(64), "ö".repeat(32), "a:b {c} \"d\" \\"}) {
            add(request("42", "act").put("where", valid), null);
        }
        for (String invalid : new String[] {"x".repeat(65), "ö".repeat(33), "a\nb", "\ud83e"}) {
            add(request("42", "act").put("where", invalid), "where");
        }
    }

    private static ObjectNode request(String user, String action) {
        return VectorText.JSON.createObjectNode().put("user", user).put("action", action);
    }

    private void add(ObjectNode request, @Nullable String field) {
        ObjectNode input = inputs.addObject();
        input.set("request", request);
        input.put("field", field);
    }
}
