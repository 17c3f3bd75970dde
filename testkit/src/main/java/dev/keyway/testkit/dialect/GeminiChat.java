package dev.keyway.testkit.dialect;

import static dev.keyway.testkit.dialect.Event.Kind.CONTENT;
import static dev.keyway.testkit.dialect.Event.Kind.FINISH;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1beta/openai/chat/completions}: OpenAI's shape with Gemini's habits; no role-only chunk, running usage on every chunk. */
final class GeminiChat implements Answer {

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public String whole(Ask ask, Content content) {
        List<String> pieces = content.pieces(ask);
        int tokens = ask.callsTool() ? 1 : pieces.size();
        String message = ask.callsTool()
                ? "\"tool_calls\":[" + OpenAiChat.toolCall(ask, OpenAiChat.arguments(ask)) + "]"
                : "\"content\":\"" + String.join("", pieces) + '"';
        return "{\"choices\":[{\"finish_reason\":\"" + OpenAiChat.finishReason(ask) + "\",\"index\":0,\"message\":{"
                + message + ",\"role\":\"assistant\"}}],\"created\":1700000000,\"id\":\"fake\",\"model\":\""
                + ask.model()
                + "\",\"object\":\"chat.completion\",\"usage\":" + usage(content.usage(ask, tokens)) + "}";
    }

    @Override
    public List<Event> events(Ask ask, Content content) {
        boolean counted = ask.includeUsage() || content.usageUnasked();
        List<String> deltas = deltas(ask, content);
        List<Event> events = new ArrayList<>(deltas.size() + 2);
        for (int i = 0; i < deltas.size(); i++) {
            String delta = "\"delta\":{" + deltas.get(i) + ",\"role\":\"assistant\"},\"index\":0";
            events.add(chunk(CONTENT, ask, delta, counted ? Usage.of(ask.words(), i + 1) : null));
        }
        String finish = "\"delta\":{\"role\":\"assistant\"},\"finish_reason\":\"" + OpenAiChat.finishReason(ask)
                + "\",\"index\":0";
        events.add(chunk(FINISH, ask, finish, counted ? content.usage(ask, deltas.size()) : null));
        events.add(Event.done());
        return events;
    }

    private static List<String> deltas(Ask ask, Content content) {
        if (ask.callsTool()) {
            String call = OpenAiChat.toolCall(ask, OpenAiChat.arguments(ask)).replaceFirst("\\{", "{\"index\":0,");
            return List.of("\"tool_calls\":[" + call + "]");
        }
        return content.pieces(ask).stream()
                .map(piece -> "\"content\":\"" + piece + '"')
                .toList();
    }

    private static Event chunk(Event.Kind kind, Ask ask, String choice, @Nullable Usage running) {
        String usage = running == null ? "" : ",\"usage\":" + usage(running);
        return Event.data(
                kind,
                "{\"choices\":[{" + choice + "}],\"created\":1700000000,\"id\":\"fake\",\"model\":\"" + ask.model()
                        + "\",\"object\":\"chat.completion.chunk\"" + usage + "}");
    }

    private static String usage(Usage usage) {
        return "{\"completion_tokens\":" + usage.output() + ",\"prompt_tokens\":" + usage.input() + ",\"total_tokens\":"
                + usage.total() + "}";
    }
}
