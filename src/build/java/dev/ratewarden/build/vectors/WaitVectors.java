package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.Durations;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a wait is told to a user. */
final class WaitVectors {

    private static final long[] WAITS = {
        0,
        1,
        999,
        1_000,
        1_001,
        59_000,
        59_001,
        60_000,
        60_001,
        61_000,
        90_000,
        3_599_001,
        3_600_000,
        3_600_001,
        3_660_000,
        5_400_001,
        86_399_001,
        86_400_000,
        86_460_000,
        90_000_000,
        90_060_000,
        172_800_000,
        8_640_000_000L,
        1_000_000_000_000L
    };

    private WaitVectors() {}

    static ObjectNode json() {
        ObjectNode node = VectorText.JSON.createObjectNode();
        node.put("version", 1).put("kind", "waits");
        ArrayNode waits = node.putArray("waits");
        for (long ms : WAITS) {
            waits.addObject().put("ms", ms).put("words", Durations.waiting(ms));
        }
        return node;
    }
}
