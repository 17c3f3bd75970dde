package dev.keyway.testkit.dialect;

import static dev.keyway.testkit.dialect.Event.Kind.CONTENT;
import static dev.keyway.testkit.dialect.Event.Kind.FINISH;
import static dev.keyway.testkit.dialect.Event.Kind.LIFECYCLE;
import static dev.keyway.testkit.dialect.Event.Kind.USAGE;

import java.util.ArrayList;
import java.util.List;

/** {@code /v1/chat/completions} as OpenAI answers it. */
final class OpenAiChat implements Answer {

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public String whole(Ask ask, Content content) {
        List<String> pieces = content.pieces(ask);
        int tokens = ask.callsTool() ? 1 : pieces.size();
        String message = ask.callsTool()
                ? "\"content\":null,\"refusal\":null,\"tool_calls\":[" + toolCall(ask, arguments(ask)) + "]"
                : "\"content\":\"" + String.join("", pieces) + "\",\"refusal\":null,\"annotations\":[]";
        return "{\"id\":\"chatcmpl-fake\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\""
                + ask.model()
                + "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\"," + message
                + "},\"logprobs\":null,\"finish_reason\":\"" + finishReason(ask) + "\"}],\"usage\":"
                + usage(content.usage(ask, tokens))
                + ",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_fake\"}";
    }

    @Override
    public List<Event> events(Ask ask, Content content) {
        boolean counted = ask.includeUsage() || content.usageUnasked();
        String head =
                "{\"id\":\"chatcmpl-fake\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\""
                        + ask.model()
                        + "\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_fake\",\"choices\":[";
        String tail = counted ? "],\"usage\":null}" : "]}";
        List<Event> events = new ArrayList<>(content.chunks() + 4);
        String pieceOfCall = ask.callsTool() ? "\"content\":null" : "\"content\":\"\"";
        events.add(chunk(LIFECYCLE, head, "\"role\":\"assistant\"," + pieceOfCall + ",\"refusal\":null", "null", tail));
        int tokens = 0;
        for (String delta : deltas(ask, content)) {
            events.add(chunk(CONTENT, head, delta, "null", tail));
            tokens++;
        }
        events.add(chunk(FINISH, head, "", '"' + finishReason(ask) + '"', tail));
        if (counted) {
            Usage usage = content.usage(ask, ask.callsTool() ? 1 : tokens);
            events.add(Event.data(USAGE, head + "],\"usage\":" + usage(usage) + "}"));
        }
        events.add(Event.done());
        return events;
    }

    private static List<String> deltas(Ask ask, Content content) {
        if (!ask.callsTool()) {
            return content.pieces(ask).stream()
                    .map(piece -> "\"content\":\"" + piece + '"')
                    .toList();
        }
        String arguments = arguments(ask);
        int half = arguments.indexOf(':') + 1;
        return List.of(
                "\"tool_calls\":[" + toolCall(ask, "").replaceFirst("\\{", "{\"index\":0,") + "]",
                "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"" + arguments.substring(0, half) + "\"}}]",
                "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"" + arguments.substring(half) + "\"}}]");
    }

    private static Event chunk(Event.Kind kind, String head, String delta, String finishReason, String tail) {
        return Event.data(
                kind,
                head + "{\"index\":0,\"delta\":{" + delta + "},\"logprobs\":null,\"finish_reason\":" + finishReason
                        + "}" + tail);
    }

    static String toolCall(Ask ask, String arguments) {
        return "{\"id\":\"call_fake\",\"type\":\"function\",\"function\":{\"name\":\"" + ask.tool()
                + "\",\"arguments\":\"" + arguments + "\"}}";
    }

    /** The arguments of the call, escaped once: they are JSON inside a JSON string. */
    static String arguments(Ask ask) {
        return "{\\\"echo\\\":\\\"" + ask.marker() + "\\\"}";
    }

    static String finishReason(Ask ask) {
        return ask.callsTool() ? "tool_calls" : "stop";
    }

    static String usage(Usage usage) {
        return "{\"prompt_tokens\":" + usage.input() + ",\"completion_tokens\":" + usage.output() + ",\"total_tokens\":"
                + usage.total() + ",\"prompt_tokens_details\":{\"cached_tokens\":" + usage.cached()
                + ",\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,"
                + "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";
    }
}
