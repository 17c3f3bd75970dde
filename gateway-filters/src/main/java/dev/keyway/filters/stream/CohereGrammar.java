package dev.keyway.filters.stream;

import dev.keyway.filters.stream.TextMembers.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The events of Cohere's own API. One that failed ends with a {@code message-end} whose reason says so.
 *
 * @see <a href="https://docs.cohere.com/v2/docs/streaming">Streaming responses</a>
 */
final class CohereGrammar extends StreamGrammar {

    static final StreamGrammar INSTANCE = new CohereGrammar();

    private static final int DELTA = "content-delta".hashCode();
    private static final int ARGUMENTS = "tool-call-delta".hashCode();
    private static final int CITATION = "citation-start".hashCode();
    private static final int PLAN = "tool-plan-delta".hashCode();

    private static final TextMembers TEXT_MEMBERS = TextMembers.of(
            Map.of("text", Role.SAID, "thinking", Role.THOUGHT, "tool_plan", Role.PART, "arguments", Role.ARGUMENTS));

    private CohereGrammar() {}

    @Override
    public JsonAnswerScan answerScan() {
        return JsonAnswerScan.cohere();
    }

    @Override
    EventReading read(SseEvent event) {
        Message message = new Message(event);
        boolean whole = JsonMembers.read(event.data(), message);
        return new EventReading(message.kind(), false, whole, message.usage);
    }

    @Override
    TextMembers text() {
        return TEXT_MEMBERS;
    }

    @Override
    boolean repeatsText(int nameHash) {
        return nameHash == CITATION;
    }

    @Override
    boolean isPlainContent(int nameHash) {
        return nameHash == DELTA || nameHash == ARGUMENTS || nameHash == PLAN;
    }

    private static final class Message implements JsonMembers.Reader {

        private final byte[] data;
        private String type;
        private String reason = "";
        private byte @Nullable [] usage;

        private Message(SseEvent event) {
            this.data = event.data();
            String name = event.name();
            this.type = name == null ? "" : name;
        }

        @Override
        public void read(String name, JsonParser value) {
            switch (name) {
                case "type" -> type = JsonMembers.text(value);
                case "delta" -> JsonMembers.each(value, this::readDelta);
                default -> value.skipChildren();
            }
        }

        private void readDelta(String name, JsonParser value) {
            switch (name) {
                case "finish_reason" -> reason = JsonMembers.text(value);
                case "usage" -> usage = JsonMembers.object(value, data);
                default -> value.skipChildren();
            }
        }

        private EventKind kind() {
            return switch (type) {
                case "message-end" ->
                    reason.equals("ERROR") || reason.equals("TIMEOUT") ? EventKind.ERROR : EventKind.END;
                case "", "message-start", "content-start", "content-end" -> EventKind.LIFECYCLE;
                default -> EventKind.CONTENT;
            };
        }
    }
}
