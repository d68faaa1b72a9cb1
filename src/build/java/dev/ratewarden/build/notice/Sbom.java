package dev.ratewarden.build.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The libraries of a bill of materials in CycloneDX's JSON. */
final class Sbom {
    private Sbom() {}

    /**
     * Each once, whatever platforms its jars are for.
     *
     * @throws IllegalArgumentException if one has no licence that Ratewarden may hand on
     */
    static SortedSet<Library> libraries(String json) {
        SortedSet<Library> libraries = new TreeSet<>();
        for (JsonNode component : JsonMapper.shared().readTree(json).path("components")) {
            libraries.add(new Library(
                    component.path("name").asString(""),
                    component.path("version").asString(""),
                    licence(component),
                    address(component)));
        }
        return libraries;
    }

    /** Of several the first that may be handed on: the receiver of the library has the choice. */
    private static String licence(JsonNode component) {
        List<String> offered = new ArrayList<>();
        for (JsonNode choice : component.path("licenses")) {
            JsonNode licence = choice.path("license");
            offered.add(Licences.usual(
                    licence.path("id").asString(licence.path("name").asString("unnamed"))));
        }
        return offered.stream()
                .filter(Licences::allowed)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s %s is under %s, which is not among the licences that may be handed on"
                                        .formatted(
                                                component.path("name").asString(""),
                                                component.path("version").asString(""),
                                                offered)
                                + "; do without it, or add the licence to Licences.java if it may"));
    }

    private static String address(JsonNode component) {
        String address = "";
        for (JsonNode reference : component.path("externalReferences")) {
            String type = reference.path("type").asString("");
            if (type.equals("website") || (type.equals("vcs") && address.isEmpty())) {
                address = reference.path("url").asString("");
            }
        }
        return address;
    }
}
