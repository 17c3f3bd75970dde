package dev.keyway.filters.restream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The events of a stream while they are written. */
final class EventWriter {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** An event of that type, which its name and its data both give. */
    void typed(String type, ObjectNode members) {
        line("event: " + type + "\n");
        ObjectNode data = object();
        data.put("type", type);
        data.setAll(members);
        data(data);
    }

    /** An event without a name. */
    void data(JsonNode data) {
        line("data: ");
        bytes.writeBytes(JSON.writeValueAsBytes(data));
        line("\n\n");
    }

    void done() {
        line("data: [DONE]\n\n");
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private void line(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
