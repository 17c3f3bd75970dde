package dev.keyway.testkit.dialect;

import static dev.keyway.testkit.dialect.Event.Kind.CONTENT;
import static dev.keyway.testkit.dialect.Event.Kind.END;
import static dev.keyway.testkit.dialect.Event.Kind.FINISH;
import static dev.keyway.testkit.dialect.Event.Kind.LIFECYCLE;

import java.util.ArrayList;
import java.util.List;

/** {@code /v2/chat}: named events, usage and the reason in {@code message-end}. */
final class CohereChat implements Answer {

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public String whole(Ask ask, Content content) {
        List<String> pieces = content.pieces(ask);
        String message = ask.callsTool()
                ? "\"tool_plan\":\"\",\"tool_calls\":[" + OpenAiChat.toolCall(ask, OpenAiChat.arguments(ask)) + "]"
                : "\"content\":[{\"type\":\"text\",\"text\":\"" + String.join("", pieces) + "\"}]";
        return "{\"id\":\"fake\",\"message\":{\"role\":\"assistant\"," + message + "},\"finish_reason\":\""
                + reason(ask) + "\",\"usage\":" + usage(content.usage(ask, ask.callsTool() ? 1 : pieces.size())) + "}";
    }

    @Override
    public List<Event> events(Ask ask, Content content) {
        List<String> pieces = content.pieces(ask);
        List<Event> events = new ArrayList<>(pieces.size() + 4);
        events.add(event(
                LIFECYCLE,
                "message-start",
                "\"id\":\"fake\",",
                "\"message\":{\"role\":\"assistant\",\"content\":[],\"tool_plan\":\"\",\"tool_calls\":[]}"));
        if (ask.callsTool()) {
            call(ask, events);
        } else {
            text(pieces, events);
        }
        Usage usage = content.usage(ask, ask.callsTool() ? 1 : pieces.size());
        events.add(
                event(END, "message-end", "", "\"finish_reason\":\"" + reason(ask) + "\",\"usage\":" + usage(usage)));
        return events;
    }

    private static void text(List<String> pieces, List<Event> events) {
        String index = "\"index\":0,";
        events.add(event(
                LIFECYCLE, "content-start", index, "\"message\":{\"content\":{\"type\":\"text\",\"text\":\"\"}}"));
        for (String piece : pieces) {
            events.add(
                    event(CONTENT, "content-delta", index, "\"message\":{\"content\":{\"text\":\"" + piece + "\"}}"));
        }
        events.add(Event.named(FINISH, "content-end", "{\"type\":\"content-end\",\"index\":0}"));
    }

    private static void call(Ask ask, List<Event> events) {
        String index = "\"index\":0,";
        events.add(event(
                CONTENT,
                "tool-call-start",
                index,
                "\"message\":{\"tool_calls\":" + OpenAiChat.toolCall(ask, "") + "}"));
        events.add(event(
                CONTENT,
                "tool-call-delta",
                index,
                "\"message\":{\"tool_calls\":{\"function\":{\"arguments\":\"" + OpenAiChat.arguments(ask) + "\"}}}"));
        events.add(Event.named(FINISH, "tool-call-end", "{\"type\":\"tool-call-end\",\"index\":0}"));
    }

    private static Event event(Event.Kind kind, String type, String more, String delta) {
        return Event.named(kind, type, "{\"type\":\"" + type + "\"," + more + "\"delta\":{" + delta + "}}");
    }

    private static String reason(Ask ask) {
        return ask.callsTool() ? "TOOL_CALL" : "COMPLETE";
    }

    private static String usage(Usage usage) {
        return "{\"billed_units\":{\"input_tokens\":" + usage.input() + ",\"output_tokens\":" + usage.output()
                + "},\"tokens\":{\"input_tokens\":" + (usage.input() + 60) + ",\"output_tokens\":" + usage.output()
                + "}}";
    }
}
