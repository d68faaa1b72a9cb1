package dev.ratewarden.events;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code {"source":"ratewarden","dropped":0,"events":[…]}}, the events as in the files. */
final class JsonMessages implements WebhookMessages {

    private static final int MOST = 10;

    @Override
    public int fitting(List<SecurityEvent> events) {
        return Math.min(MOST, events.size());
    }

    @Override
    public String body(List<SecurityEvent> events, long dropped) {
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("source", "ratewarden")
                .put("dropped", dropped);
        ArrayNode all = message.putArray("events");
        events.forEach(event -> all.add(EventJson.object(event)));
        return EventJson.line(message);
    }
}
