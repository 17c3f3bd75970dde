package dev.keyway.testkit.dialect;

import static dev.keyway.testkit.dialect.Event.Kind.CONTENT;
import static dev.keyway.testkit.dialect.Event.Kind.END;
import static dev.keyway.testkit.dialect.Event.Kind.FINISH;
import static dev.keyway.testkit.dialect.Event.Kind.LIFECYCLE;

import java.util.ArrayList;
import java.util.List;

/** {@code /v1/messages}: usage in {@code message_start}, then cumulative in {@code message_delta}; cached input beside the rest. */
final class AnthropicMessages implements Answer {

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public String whole(Ask ask, Content content) {
        List<String> pieces = content.pieces(ask);
        String block = ask.callsTool()
                ? "{\"type\":\"tool_use\",\"id\":\"toolu_fake\",\"name\":\"" + ask.tool() + "\",\"input\":{\"echo\":\""
                        + ask.marker() + "\"}}"
                : "{\"type\":\"text\",\"text\":\"" + String.join("", pieces) + "\"}";
        Usage usage = content.usage(ask, ask.callsTool() ? 1 : pieces.size());
        return message(ask, block, '"' + stopReason(ask) + '"', usage.output(), usage);
    }

    @Override
    public List<Event> events(Ask ask, Content content) {
        List<String> deltas = deltas(ask, content);
        Usage usage = content.usage(ask, ask.callsTool() ? 1 : deltas.size());
        List<Event> events = new ArrayList<>(deltas.size() + 6);
        String start = message(ask, "", "null", 1, usage);
        events.add(Event.named(LIFECYCLE, "message_start", "{\"type\":\"message_start\",\"message\":" + start + "}"));
        String block = ask.callsTool()
                ? "{\"type\":\"tool_use\",\"id\":\"toolu_fake\",\"name\":\"" + ask.tool() + "\",\"input\":{}}"
                : "{\"type\":\"text\",\"text\":\"\"}";
        events.add(Event.named(
                LIFECYCLE,
                "content_block_start",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + block + "}"));
        events.add(Event.named(LIFECYCLE, "ping", "{\"type\":\"ping\"}"));
        for (String delta : deltas) {
            events.add(Event.named(
                    CONTENT,
                    "content_block_delta",
                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{" + delta + "}}"));
        }
        events.add(Event.named(FINISH, "content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"));
        events.add(Event.named(
                FINISH,
                "message_delta",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + stopReason(ask)
                        + "\",\"stop_sequence\":null},\"usage\":{" + usage(usage, usage.output()) + "}}"));
        events.add(Event.named(END, "message_stop", "{\"type\":\"message_stop\"}"));
        return events;
    }

    private static List<String> deltas(Ask ask, Content content) {
        if (ask.callsTool()) {
            String arguments = OpenAiChat.arguments(ask);
            int half = arguments.indexOf(':') + 1;
            return List.of(
                    "\"type\":\"input_json_delta\",\"partial_json\":\"" + arguments.substring(0, half) + '"',
                    "\"type\":\"input_json_delta\",\"partial_json\":\"" + arguments.substring(half) + '"');
        }
        return content.pieces(ask).stream()
                .map(piece -> "\"type\":\"text_delta\",\"text\":\"" + piece + '"')
                .toList();
    }

    private static String message(Ask ask, String block, String stopReason, int outputSoFar, Usage usage) {
        return "{\"id\":\"msg_fake\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"" + ask.model()
                + "\",\"content\":[" + block + "],\"stop_reason\":" + stopReason + ",\"stop_sequence\":null,\"usage\":{"
                + usage(usage, outputSoFar) + ",\"service_tier\":\"standard\"}}";
    }

    private static String usage(Usage usage, int outputSoFar) {
        return "\"input_tokens\":" + (usage.input() - usage.cached())
                + ",\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":" + usage.cached()
                + ",\"output_tokens\":" + outputSoFar;
    }

    private static String stopReason(Ask ask) {
        return ask.callsTool() ? "tool_use" : "end_turn";
    }
}
