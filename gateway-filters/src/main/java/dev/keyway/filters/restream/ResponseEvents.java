package dev.keyway.filters.restream;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's responses. */
final class ResponseEvents {

    private static final Set<String> OVER = Set.of("completed", "incomplete");

    private final EventWriter events;
    private int sequence;

    private ResponseEvents(EventWriter events) {
        this.events = events;
    }

    static boolean write(JsonNode answer, EventWriter events) {
        String status = answer.path("status").asString("completed");
        if (!answer.path("output").isArray() || !OVER.contains(status) || !(answer instanceof ObjectNode response)) {
            return false;
        }
        new ResponseEvents(events).write(response, status);
        return true;
    }

    private void write(ObjectNode response, String status) {
        ObjectNode opening = response.deepCopy();
        opening.put("status", "in_progress");
        opening.putArray("output");
        opening.putNull("usage");
        for (String type : List.of("response.created", "response.in_progress")) {
            ObjectNode event = EventWriter.object();
            event.set("response", opening);
            send(type, event);
        }
        int index = 0;
        for (JsonNode item : response.path("output")) {
            if (item instanceof ObjectNode object) {
                writeItem(index, object);
            }
            index++;
        }
        ObjectNode end = EventWriter.object();
        end.set("response", response);
        send("response." + status, end);
    }

    private void writeItem(int index, ObjectNode item) {
        ObjectNode added = EventWriter.object();
        added.put("output_index", index).set("item", opening(item));
        send("response.output_item.added", added);
        Place place = new Place(item.path("id"), index);
        switch (item.path("type").asString("")) {
            case "message" -> writeContent(place, item.path("content"));
            case "reasoning" -> {
                writeSummary(place, item.path("summary"));
                writeContent(place, item.path("content"));
            }
            case "function_call" ->
                say("response.function_call_arguments", place.event(), "arguments", item.path("arguments"));
            case "custom_tool_call" ->
                say("response.custom_tool_call_input", place.event(), "input", item.path("input"));
            default -> {}
        }
        ObjectNode done = EventWriter.object();
        done.put("output_index", index).set("item", item);
        send("response.output_item.done", done);
    }

    private static ObjectNode opening(ObjectNode item) {
        ObjectNode opening = item.deepCopy();
        if (opening.has("status")) {
            opening.put("status", "in_progress");
        }
        for (String list : List.of("content", "summary")) {
            if (opening.path(list).isArray()) {
                opening.putArray(list);
            }
        }
        for (String text : List.of("arguments", "input")) {
            if (opening.path(text).isString()) {
                opening.put(text, "");
            }
        }
        return opening;
    }

    private void writeContent(Place place, JsonNode parts) {
        int index = 0;
        for (JsonNode part : parts) {
            String type = part.path("type").asString("output_text");
            String name = type.equals("refusal") ? "refusal" : "text";
            writePart("response.content_part", place.at("content_index", index), part, name);
            index++;
        }
    }

    private void writeSummary(Place place, JsonNode parts) {
        int index = 0;
        for (JsonNode part : parts) {
            writePart("response.reasoning_summary_part", place.at("summary_index", index), part, "text");
            index++;
        }
    }

    private void writePart(String kind, ObjectNode place, JsonNode part, String name) {
        ObjectNode added = place.deepCopy();
        ObjectNode empty = part.isObject() ? ((ObjectNode) part).deepCopy() : EventWriter.object();
        empty.put(name, "");
        added.set("part", empty);
        send(kind + ".added", added);
        String type = part.path("type").asString("output_text");
        say(
                "response." + (type.equals("summary_text") ? "reasoning_summary_text" : type),
                place,
                name,
                part.path(name));
        ObjectNode done = place.deepCopy();
        done.set("part", part);
        send(kind + ".done", done);
    }

    /** All of a text at once, then the same again, as every text of a response ends. */
    private void say(String kind, ObjectNode place, String name, JsonNode text) {
        ObjectNode delta = place.deepCopy();
        delta.put("delta", text.asString(""));
        ObjectNode done = place.deepCopy();
        done.put(name, text.asString(""));
        if (kind.equals("response.output_text")) {
            delta.putArray("logprobs");
            done.putArray("logprobs");
        }
        send(kind + ".delta", delta);
        send(kind + ".done", done);
    }

    private void send(String type, ObjectNode members) {
        ObjectNode event = EventWriter.object().put("sequence_number", sequence++);
        event.setAll(members);
        events.typed(type, event);
    }

    /** Where in the output something is said. */
    private record Place(JsonNode item, int output) {

        ObjectNode event() {
            ObjectNode event = EventWriter.object();
            event.set("item_id", item);
            return event.put("output_index", output);
        }

        ObjectNode at(String name, int index) {
            return event().put(name, index);
        }
    }
}
