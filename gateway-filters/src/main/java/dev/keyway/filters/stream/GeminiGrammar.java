package dev.keyway.filters.stream;

import dev.keyway.filters.stream.TextMembers.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The chunks of Gemini's own API: each with the usage so far, the last with a {@code finishReason}, no terminator. A
 * prompt that was blocked is answered too: by a {@code promptFeedback} and no candidate.
 *
 * @see <a href="https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent">streamGenerateContent</a>
 */
final class GeminiGrammar extends StreamGrammar {

    static final StreamGrammar INSTANCE = new GeminiGrammar();

    private static final TextMembers TEXT_MEMBERS = TextMembers.of(Map.of("text", Role.SAID));

    private GeminiGrammar() {}

    @Override
    public JsonAnswerScan answerScan() {
        return JsonAnswerScan.gemini();
    }

    @Override
    EventReading read(SseEvent event) {
        Chunk chunk = new Chunk(event.data());
        boolean whole = JsonMembers.read(event.data(), chunk);
        return new EventReading(chunk.kind(), chunk.finished, whole, chunk.usage).withArguments(chunk.arguments);
    }

    @Override
    TextMembers text() {
        return TEXT_MEMBERS;
    }

    /** Every chunk has usage. */
    @Override
    boolean isPlainContent(int nameHash) {
        return false;
    }

    private static final class Chunk implements JsonMembers.Reader {

        private final byte[] data;
        private boolean error;
        private boolean content;
        private boolean finished;
        private int arguments;
        private byte @Nullable [] usage;

        private Chunk(byte[] data) {
            this.data = data;
        }

        @Override
        public void read(String name, JsonParser value) {
            switch (name) {
                case "candidates" -> JsonMembers.eachObject(value, this::readCandidate);
                case "usageMetadata" -> usage = JsonMembers.object(value, data);
                case "promptFeedback" -> JsonMembers.each(value, this::readFeedback);
                case "error" -> {
                    error |= value.currentToken() != JsonToken.VALUE_NULL;
                    value.skipChildren();
                }
                default -> value.skipChildren();
            }
        }

        private EventKind kind() {
            if (error) {
                return EventKind.ERROR;
            }
            return content ? EventKind.CONTENT : EventKind.LIFECYCLE;
        }

        private void readCandidate(String name, JsonParser value) {
            switch (name) {
                case "content" -> JsonMembers.each(value, this::readContent);
                case "finishReason" -> end(JsonMembers.text(value));
                default -> value.skipChildren();
            }
        }

        private void readContent(String name, JsonParser value) {
            if (name.equals("parts")) {
                JsonMembers.eachObject(value, this::readPart);
            } else {
                value.skipChildren();
            }
        }

        private void readPart(String name, JsonParser value) {
            if (name.equals("functionCall")) {
                content |= value.currentToken() == JsonToken.START_OBJECT;
                JsonMembers.each(value, this::readCall);
            } else {
                content |= JsonMembers.saysAnything(value);
            }
        }

        private void readCall(String name, JsonParser value) {
            byte[] object = name.equals("args") ? JsonMembers.object(value, data) : null;
            if (object != null) {
                arguments += object.length;
            } else {
                value.skipChildren();
            }
        }

        private void readFeedback(String name, JsonParser value) {
            if (name.equals("blockReason")) {
                end(JsonMembers.text(value));
            } else {
                value.skipChildren();
            }
        }

        private void end(String reason) {
            if (!reason.isEmpty()) {
                finished = true;
                content = true;
            }
        }
    }
}
