package dev.ratewarden.store.outage;

import dev.ratewarden.store.Lines;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first line of a journal: {@code ["ratewarden-journal", 1, id, store, created, instance]}.
 *
 * @param version of the form of the file
 * @param id random; under this name the shared store keeps how far it was booked
 * @param store whose checks these are
 * @param created tells which data it had; empty if it was never reached
 * @param instance who decided them
 */
record JournalHeader(int version, String id, String store, String created, String instance) {

    static final int VERSION = 1;
    private static final String KIND = "ratewarden-journal";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    String json() {
        return JSON.writeValueAsString(JSON.createArrayNode()
                .add(KIND)
                .add(version)
                .add(id)
                .add(store)
                .add(created)
                .add(instance));
    }

    /** Null if the line is no such header. */
    static @Nullable JournalHeader read(Lines.Line line) {
        try {
            JsonNode node = JSON.readTree(line.json());
            return node.path(0).asString("").equals(KIND)
                    ? new JournalHeader(
                            node.path(1).asInt(0),
                            node.path(2).asString(""),
                            node.path(3).asString(""),
                            node.path(4).asString(""),
                            node.path(5).asString(""))
                    : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Whether it may be booked in this store: the same one, or the same data at another address. */
    boolean belongsTo(String thisStore, String thisCreated) {
        return store.equals(thisStore) || (!created.isEmpty() && created.equals(thisCreated));
    }
}
