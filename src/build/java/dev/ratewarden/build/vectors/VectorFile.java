package dev.ratewarden.build.vectors;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One file of cases to replay.
 *
 * @param name also of the file
 * @param about one sentence
 * @param acts whether moderators act in it
 */
record VectorFile(String name, String about, boolean acts, List<Scenario> cases) {

    VectorFile(String name, String about, List<Scenario> cases) {
        this(name, about, false, cases);
    }

    ObjectNode json() {
        ObjectNode node = VectorText.JSON.createObjectNode();
        node.put("version", 1).put("kind", "replay").put("name", name).put("about", about);
        if (acts) {
            node.putArray("needs").add("act");
        }
        node.put("prefix", VectorKeys.USUAL.prefix()).put("shards", VectorKeys.USUAL.shards());
        ArrayNode all = node.putArray("cases");
        cases.forEach(one -> all.add(one.json()));
        return node;
    }
}
