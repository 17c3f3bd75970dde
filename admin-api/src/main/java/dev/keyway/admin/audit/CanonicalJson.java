package dev.keyway.admin.audit;

import java.util.Comparator;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One text for one value: members sorted by name, no white space. */
final class CanonicalJson {

    private CanonicalJson() {}

    static String text(JsonMapper json, JsonNode value) {
        return json.writeValueAsString(sorted(json, value));
    }

    private static JsonNode sorted(JsonMapper json, JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode sorted = json.createObjectNode();
            object.properties().stream()
                    .sorted(Comparator.comparing(Map.Entry::getKey))
                    .forEach(member -> sorted.set(member.getKey(), sorted(json, member.getValue())));
            return sorted;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode sorted = json.createArrayNode();
            array.forEach(element -> sorted.add(sorted(json, element)));
            return sorted;
        }
        return value;
    }
}
