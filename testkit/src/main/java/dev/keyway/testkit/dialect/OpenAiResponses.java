package dev.keyway.testkit.dialect;

import static dev.keyway.testkit.dialect.Event.Kind.CONTENT;
import static dev.keyway.testkit.dialect.Event.Kind.END;
import static dev.keyway.testkit.dialect.Event.Kind.FINISH;
import static dev.keyway.testkit.dialect.Event.Kind.LIFECYCLE;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/responses}: numbered events, no {@code [DONE]}, usage in {@code response.completed}. */
final class OpenAiResponses implements Answer {

    private static final String PLACE = ",\"item_id\":\"item_fake\",\"output_index\":0,\"content_index\":0";

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public String whole(Ask ask, Content content) {
        List<String> pieces = content.pieces(ask);
        String item = ask.callsTool() ? call(ask) : message(String.join("", pieces), "completed");
        return response(ask, "completed", item, usage(content.usage(ask, ask.callsTool() ? 1 : pieces.size())));
    }

    @Override
    public List<Event> events(Ask ask, Content content) {
        List<Event> events = new ArrayList<>(content.chunks() + 8);
        String begun = ",\"response\":" + response(ask, "in_progress", "", "null");
        add(events, LIFECYCLE, "response.created", begun);
        add(events, LIFECYCLE, "response.in_progress", begun);
        if (ask.callsTool()) {
            callEvents(events, ask);
        } else {
            textEvents(events, content.pieces(ask));
        }
        add(events, END, "response.completed", ",\"response\":" + whole(ask, content));
        return events;
    }

    private static void textEvents(List<Event> events, List<String> pieces) {
        String text = String.join("", pieces);
        String part = ",\"part\":{\"type\":\"output_text\",\"annotations\":[],\"text\":\"";
        add(events, LIFECYCLE, "response.output_item.added", item(message(null, "in_progress")));
        add(events, LIFECYCLE, "response.content_part.added", PLACE + part + "\"}");
        for (String piece : pieces) {
            add(events, CONTENT, "response.output_text.delta", PLACE + ",\"delta\":\"" + piece + "\",\"logprobs\":[]");
        }
        add(events, FINISH, "response.output_text.done", PLACE + ",\"text\":\"" + text + "\",\"logprobs\":[]");
        add(events, FINISH, "response.content_part.done", PLACE + part + text + "\"}");
        add(events, FINISH, "response.output_item.done", item(message(text, "completed")));
    }

    private static void callEvents(List<Event> events, Ask ask) {
        String place = ",\"item_id\":\"item_fake\",\"output_index\":0";
        String arguments = OpenAiChat.arguments(ask);
        add(events, LIFECYCLE, "response.output_item.added", item(call(ask)));
        add(events, CONTENT, "response.function_call_arguments.delta", place + ",\"delta\":\"" + arguments + '"');
        add(
                events,
                FINISH,
                "response.function_call_arguments.done",
                place + ",\"name\":\"" + ask.tool() + "\",\"arguments\":\"" + arguments + '"');
        add(events, FINISH, "response.output_item.done", item(call(ask)));
    }

    private static void add(List<Event> events, Event.Kind kind, String type, String members) {
        String json = "{\"type\":\"" + type + "\",\"sequence_number\":" + events.size() + members + "}";
        events.add(Event.named(kind, type, json));
    }

    private static String item(String item) {
        return ",\"output_index\":0,\"item\":" + item;
    }

    private static String message(@Nullable String text, String status) {
        String parts = text == null ? "" : "{\"type\":\"output_text\",\"annotations\":[],\"text\":\"" + text + "\"}";
        return "{\"id\":\"item_fake\",\"type\":\"message\",\"status\":\"" + status
                + "\",\"role\":\"assistant\",\"content\":[" + parts + "]}";
    }

    private static String call(Ask ask) {
        return "{\"id\":\"item_fake\",\"type\":\"function_call\",\"status\":\"completed\",\"call_id\":\"call_fake\","
                + "\"name\":\"" + ask.tool() + "\",\"arguments\":\"" + OpenAiChat.arguments(ask) + "\"}";
    }

    private static String response(Ask ask, String status, String output, String usage) {
        return "{\"id\":\"" + ask.answerId() + "\",\"object\":\"response\",\"created_at\":1700000000,\"status\":\""
                + status
                + "\",\"error\":null,\"incomplete_details\":null,\"instructions\":null,\"metadata\":{},\"model\":\""
                + ask.model() + "\",\"output\":[" + output + "],\"parallel_tool_calls\":true,\"temperature\":1.0,"
                + "\"tool_choice\":\"auto\",\"tools\":[],\"top_p\":1.0,\"usage\":" + usage + "}";
    }

    private static String usage(Usage usage) {
        return "{\"input_tokens\":" + usage.input() + ",\"input_tokens_details\":{\"cached_tokens\":" + usage.cached()
                + "},\"output_tokens\":" + usage.output() + ",\"output_tokens_details\":{\"reasoning_tokens\":0},"
                + "\"total_tokens\":" + usage.total() + "}";
    }
}
