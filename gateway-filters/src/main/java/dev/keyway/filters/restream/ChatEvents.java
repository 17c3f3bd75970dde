package dev.keyway.filters.restream;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Chat completions and the older completions. */
final class ChatEvents {

    private static final List<String> NOT_IN_CHUNKS = List.of("choices", "usage", "object");

    private ChatEvents() {}

    static boolean write(JsonNode answer, EventWriter events) {
        JsonNode choices = answer.path("choices");
        if (!choices.isArray() || choices.isEmpty()) {
            return false;
        }
        for (JsonNode choice : choices) {
            boolean isChat = choice.has("message") || choice.has("delta");
            if (isChat) {
                events.data(chunk(answer, "chat.completion.chunk", said(choice)));
                events.data(chunk(answer, "chat.completion.chunk", finished(choice)));
            } else if (choice.has("text")) {
                events.data(chunk(answer, "text_completion", (ObjectNode) choice));
            } else {
                return false;
            }
        }
        if (answer.path("usage").isObject()) {
            ObjectNode last = base(
                    answer,
                    answer.path("object").asString("").startsWith("text")
                            ? "text_completion"
                            : "chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", answer.path("usage"));
            events.data(last);
        }
        events.done();
        return true;
    }

    private static ObjectNode said(JsonNode choice) {
        JsonNode message = choice.has("message") ? choice.path("message") : choice.path("delta");
        ObjectNode said = choice(choice);
        if (message instanceof ObjectNode delta) {
            int index = 0;
            for (JsonNode call : delta.path("tool_calls")) {
                if (call instanceof ObjectNode tool && !tool.has("index")) {
                    tool.put("index", index);
                }
                index++;
            }
            said.set("delta", delta);
        } else {
            said.putObject("delta");
        }
        if (choice.has("logprobs")) {
            said.set("logprobs", choice.path("logprobs"));
        }
        said.putNull("finish_reason");
        return said;
    }

    private static ObjectNode finished(JsonNode choice) {
        boolean calls = !choice.path("message").path("tool_calls").isEmpty();
        ObjectNode finished = choice(choice);
        finished.putObject("delta");
        finished.put("finish_reason", choice.path("finish_reason").asString(calls ? "tool_calls" : "stop"));
        return finished;
    }

    private static ObjectNode choice(JsonNode choice) {
        ObjectNode copy = EventWriter.object();
        copy.put("index", choice.path("index").asInt(0));
        return copy;
    }

    private static ObjectNode chunk(JsonNode answer, String object, ObjectNode choice) {
        ObjectNode chunk = base(answer, object);
        chunk.putArray("choices").add(choice);
        return chunk;
    }

    private static ObjectNode base(JsonNode answer, String object) {
        ObjectNode base = EventWriter.object();
        answer.properties().forEach(member -> {
            if (!NOT_IN_CHUNKS.contains(member.getKey())) {
                base.set(member.getKey(), member.getValue());
            }
        });
        base.put("object", object);
        return base;
    }
}
