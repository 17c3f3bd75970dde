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

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public String whole(Ask ask, Content content) {
        List<String> pieces = content.pieces(ask);
        String said = ask.callsTool() ? call(ask) : message(ask, String.join("", pieces), "completed");
        String item = ask.reasons() ? reasoning(ask) + "," + said : said;
        return response(ask, "completed", item, usage(content.usage(ask, ask.callsTool() ? 1 : pieces.size())));
    }

    @Override
    public List<Event> events(Ask ask, Content content) {
        List<Event> events = new ArrayList<>(content.chunks() + 8);
        String begun = ",\"response\":" + response(ask, "in_progress", "", "null");
        add(events, LIFECYCLE, "response.created", begun);
        add(events, LIFECYCLE, "response.in_progress", begun);
        if (ask.reasons()) {
            add(events, LIFECYCLE, "response.output_item.added", item(0, reasoning(ask)));
            add(events, FINISH, "response.output_item.done", item(0, reasoning(ask)));
        }
        if (ask.callsTool()) {
            callEvents(events, ask);
        } else {
            textEvents(events, ask, content.pieces(ask));
        }
        add(events, END, "response.completed", ",\"response\":" + whole(ask, content));
        return events;
    }

    private static void textEvents(List<Event> events, Ask ask, List<String> pieces) {
        String text = String.join("", pieces);
        String place = place(ask, "msg") + ",\"content_index\":0";
        String part = ",\"part\":{\"type\":\"output_text\",\"annotations\":[],\"text\":\"";
        add(events, LIFECYCLE, "response.output_item.added", item(saidAt(ask), message(ask, null, "in_progress")));
        add(events, LIFECYCLE, "response.content_part.added", place + part + "\"}");
        for (String piece : pieces) {
            add(events, CONTENT, "response.output_text.delta", place + ",\"delta\":\"" + piece + "\",\"logprobs\":[]");
        }
        add(events, FINISH, "response.output_text.done", place + ",\"text\":\"" + text + "\",\"logprobs\":[]");
        add(events, FINISH, "response.content_part.done", place + part + text + "\"}");
        add(events, FINISH, "response.output_item.done", item(saidAt(ask), message(ask, text, "completed")));
    }

    private static void callEvents(List<Event> events, Ask ask) {
        String place = place(ask, "fc");
        String arguments = OpenAiChat.arguments(ask);
        add(events, LIFECYCLE, "response.output_item.added", item(saidAt(ask), call(ask)));
        add(events, CONTENT, "response.function_call_arguments.delta", place + ",\"delta\":\"" + arguments + '"');
        add(
                events,
                FINISH,
                "response.function_call_arguments.done",
                place + ",\"name\":\"" + ask.tool() + "\",\"arguments\":\"" + arguments + '"');
        add(events, FINISH, "response.output_item.done", item(saidAt(ask), call(ask)));
    }

    private static void add(List<Event> events, Event.Kind kind, String type, String members) {
        String json = "{\"type\":\"" + type + "\",\"sequence_number\":" + events.size() + members + "}";
        events.add(Event.named(kind, type, json));
    }

    /** Where in the output stands what is said: reasoning comes before it. */
    private static int saidAt(Ask ask) {
        return ask.reasons() ? 1 : 0;
    }

    private static String place(Ask ask, String kind) {
        return ",\"item_id\":\"" + ask.itemId(kind) + "\",\"output_index\":" + saidAt(ask);
    }

    private static String item(int index, String item) {
        return ",\"output_index\":" + index + ",\"item\":" + item;
    }

    private static String reasoning(Ask ask) {
        String encrypted = ask.encrypts() ? ",\"encrypted_content\":\"" + ask.encryptedReasoning() + "\"" : "";
        return "{\"id\":\"" + ask.itemId("rs") + "\",\"type\":\"reasoning\",\"summary\":[]" + encrypted + "}";
    }

    private static String message(Ask ask, @Nullable String text, String status) {
        String parts = text == null ? "" : "{\"type\":\"output_text\",\"annotations\":[],\"text\":\"" + text + "\"}";
        return "{\"id\":\"" + ask.itemId("msg") + "\",\"type\":\"message\",\"status\":\"" + status
                + "\",\"role\":\"assistant\",\"content\":[" + parts + "]}";
    }

    private static String call(Ask ask) {
        return "{\"id\":\"" + ask.itemId("fc")
                + "\",\"type\":\"function_call\",\"status\":\"completed\",\"call_id\":\"call_fake\"," + "\"name\":\""
                + ask.tool() + "\",\"arguments\":\"" + OpenAiChat.arguments(ask) + "\"}";
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
