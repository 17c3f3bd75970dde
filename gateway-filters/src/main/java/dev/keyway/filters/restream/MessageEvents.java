package dev.keyway.filters.restream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's messages. */
final class MessageEvents {

    private MessageEvents() {}

    static boolean write(JsonNode answer, EventWriter events) {
        if (!answer.path("content").isArray() || !(answer instanceof ObjectNode message)) {
            return false;
        }
        events.typed("message_start", with("message", opening(message)));
        int index = 0;
        for (JsonNode block : answer.path("content")) {
            writeBlock(index++, block, events);
        }
        ObjectNode delta = EventWriter.object();
        delta.put("stop_reason", answer.path("stop_reason").asString("end_turn"));
        delta.set("stop_sequence", answer.path("stop_sequence"));
        ObjectNode end = with("delta", delta);
        if (answer.path("usage").isObject()) {
            end.set("usage", answer.path("usage"));
        }
        events.typed("message_delta", end);
        events.typed("message_stop", EventWriter.object());
        return true;
    }

    private static ObjectNode opening(ObjectNode message) {
        ObjectNode opening = message.deepCopy();
        opening.putArray("content");
        opening.putNull("stop_reason");
        opening.putNull("stop_sequence");
        ObjectNode usage = opening.path("usage") instanceof ObjectNode reported ? reported : opening.putObject("usage");
        if (!usage.has("input_tokens")) {
            usage.put("input_tokens", 0);
        }
        usage.put("output_tokens", 0);
        return opening;
    }

    private static void writeBlock(int index, JsonNode block, EventWriter events) {
        ObjectNode start = at(index);
        ObjectNode empty = block.isObject() ? ((ObjectNode) block).deepCopy() : EventWriter.object();
        switch (block.path("type").asString("")) {
            case "text" -> {
                empty.put("text", "");
                empty.remove("citations");
            }
            case "thinking" -> empty.put("thinking", "").put("signature", "");
            case "tool_use", "server_tool_use", "mcp_tool_use" -> empty.putObject("input");
            default -> {}
        }
        start.set("content_block", empty);
        events.typed("content_block_start", start);
        writeDeltas(index, block, events);
        events.typed("content_block_stop", at(index));
    }

    private static void writeDeltas(int index, JsonNode block, EventWriter events) {
        switch (block.path("type").asString("")) {
            case "text" -> {
                writeDelta(index, "text_delta", "text", block.path("text"), events);
                for (JsonNode citation : block.path("citations")) {
                    writeDelta(index, "citations_delta", "citation", citation, events);
                }
            }
            case "thinking" -> {
                writeDelta(index, "thinking_delta", "thinking", block.path("thinking"), events);
                if (block.path("signature").isString()) {
                    writeDelta(index, "signature_delta", "signature", block.path("signature"), events);
                }
            }
            case "tool_use", "server_tool_use", "mcp_tool_use" -> {
                ObjectNode delta = EventWriter.object();
                delta.put("type", "input_json_delta");
                delta.put("partial_json", block.path("input").toString());
                ObjectNode event = at(index);
                event.set("delta", delta);
                events.typed("content_block_delta", event);
            }
            default -> {}
        }
    }

    private static void writeDelta(int index, String type, String name, JsonNode value, EventWriter events) {
        ObjectNode delta = EventWriter.object();
        delta.put("type", type);
        delta.set(name, value);
        ObjectNode event = at(index);
        event.set("delta", delta);
        events.typed("content_block_delta", event);
    }

    private static ObjectNode at(int index) {
        return EventWriter.object().put("index", index);
    }

    private static ObjectNode with(String name, JsonNode value) {
        ObjectNode object = EventWriter.object();
        object.set(name, value);
        return object;
    }
}
