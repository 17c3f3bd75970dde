package dev.keyway.filters.restream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Cohere's own chat. */
final class CohereEvents {

    private CohereEvents() {}

    static boolean write(JsonNode answer, EventWriter events) {
        JsonNode message = answer.path("message");
        if (!message.isObject()) {
            return false;
        }
        ObjectNode start = EventWriter.object();
        start.set("id", answer.path("id"));
        ObjectNode opening = start.putObject("delta").putObject("message");
        opening.put("role", "assistant").put("tool_plan", "");
        opening.putArray("content");
        opening.putArray("tool_calls");
        opening.putArray("citations");
        events.typed("message-start", start);
        if (!message.path("tool_plan").asString("").isEmpty()) {
            events.typed("tool-plan-delta", inMessage("tool_plan", message.path("tool_plan")));
        }
        writeContent(message.path("content"), events);
        writeCalls(message.path("tool_calls"), events);
        int index = 0;
        for (JsonNode citation : message.path("citations")) {
            events.typed("citation-start", inMessage("citations", citation).put("index", index));
            events.typed("citation-end", EventWriter.object().put("index", index));
            index++;
        }
        ObjectNode end = EventWriter.object();
        ObjectNode delta = end.putObject("delta");
        delta.put("finish_reason", answer.path("finish_reason").asString("COMPLETE"));
        if (answer.path("usage").isObject()) {
            delta.set("usage", answer.path("usage"));
        }
        events.typed("message-end", end);
        return true;
    }

    private static void writeContent(JsonNode content, EventWriter events) {
        int index = 0;
        for (JsonNode block : content) {
            String type = block.path("type").asString("text");
            ObjectNode empty = EventWriter.object();
            empty.put("type", type).put(type, "");
            events.typed("content-start", inMessage("content", empty).put("index", index));
            ObjectNode said = EventWriter.object();
            said.set(type, block.path(type));
            events.typed("content-delta", inMessage("content", said).put("index", index));
            events.typed("content-end", EventWriter.object().put("index", index));
            index++;
        }
    }

    private static void writeCalls(JsonNode calls, EventWriter events) {
        int index = 0;
        for (JsonNode call : calls) {
            JsonNode function = call.path("function");
            ObjectNode start = EventWriter.object();
            start.set("id", call.path("id"));
            start.put("type", "function");
            start.putObject("function").put("arguments", "").set("name", function.path("name"));
            events.typed("tool-call-start", inMessage("tool_calls", start).put("index", index));
            ObjectNode more = EventWriter.object();
            more.putObject("function").set("arguments", function.path("arguments"));
            events.typed("tool-call-delta", inMessage("tool_calls", more).put("index", index));
            events.typed("tool-call-end", EventWriter.object().put("index", index));
            index++;
        }
    }

    private static ObjectNode inMessage(String name, JsonNode value) {
        ObjectNode event = EventWriter.object();
        event.putObject("delta").putObject("message").set(name, value);
        return event;
    }
}
