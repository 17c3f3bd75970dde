package dev.keyway.filters.stream;

import dev.keyway.filters.stream.TextMembers.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Chat completion chunks, the older completion chunks, and what OpenRouter, Groq, Mistral, DeepSeek, Azure, vLLM and
 * Gemini's compatible endpoint make of them.
 */
final class OpenAiGrammar extends StreamGrammar {

    static final StreamGrammar INSTANCE = new OpenAiGrammar();

    private static final int MESSAGE = "message".hashCode();

    private static final TextMembers TEXT_MEMBERS = TextMembers.of(Map.of(
            "content",
            Role.SAID,
            "refusal",
            Role.SAID,
            "transcript",
            Role.SAID,
            "reasoning",
            Role.THOUGHT,
            "text",
            Role.PART,
            "arguments",
            Role.ARGUMENTS));

    private OpenAiGrammar() {}

    @Override
    EventReading read(SseEvent event) {
        if (event.isDone()) {
            return EventReading.of(EventKind.END);
        }
        Chunk chunk = new Chunk(event.data());
        boolean whole = JsonMembers.read(event.data(), chunk);
        boolean error = chunk.error || "error".equals(event.name());
        EventKind kind = error ? EventKind.ERROR : chunk.kind();
        return new EventReading(kind, chunk.finished, whole, chunk.usage(), chunk.usageAt, chunk.ids)
                .inTier(chunk.tier);
    }

    @Override
    public JsonAnswerScan answerScanWithIds() {
        return JsonAnswerScan.withAudioIds();
    }

    @Override
    TextMembers text() {
        return TEXT_MEMBERS;
    }

    @Override
    boolean isPlainContent(int nameHash) {
        return nameHash == 0 || nameHash == MESSAGE;
    }

    private static final class Chunk implements JsonMembers.Reader {

        private final byte[] data;
        private @Nullable AnswerIds ids;
        private boolean error;
        private boolean content;
        private boolean finished;
        private boolean anyChoice;
        private String tier = "";
        private byte @Nullable [] usage;
        private int usageAt = -1;
        /** Groq's and Moonshot's, who report it elsewhere too, or only there. */
        private byte @Nullable [] otherUsage;

        private Chunk(byte[] data) {
            this.data = data;
        }

        @Override
        public void read(String name, JsonParser value) {
            switch (name) {
                case "choices" -> readChoices(value);
                case "usage" -> readUsage(value);
                case "x_groq" -> JsonMembers.each(value, this::readGroq);
                case "service_tier" -> tier = JsonMembers.text(value);
                case "error" -> readError(value);
                // Mistral and older vLLM put an error's members at the top.
                case "object" -> error |= "error".equals(JsonMembers.text(value));
                default -> value.skipChildren();
            }
        }

        private EventKind kind() {
            if (content) {
                return EventKind.CONTENT;
            }
            return usage() != null && !anyChoice ? EventKind.USAGE_ONLY : EventKind.LIFECYCLE;
        }

        private byte @Nullable [] usage() {
            return usage == null ? otherUsage : usage;
        }

        private void readUsage(JsonParser value) {
            int at = (int) value.currentTokenLocation().getByteOffset();
            usage = JsonMembers.object(value, data);
            usageAt = usage == null ? -1 : at;
        }

        private void readError(JsonParser value) {
            error |= value.currentToken() != JsonToken.VALUE_NULL;
            value.skipChildren();
        }

        private void readGroq(String name, JsonParser value) {
            switch (name) {
                case "usage" -> otherUsage = JsonMembers.object(value, data);
                case "error" -> readError(value);
                default -> value.skipChildren();
            }
        }

        private void readChoices(JsonParser value) {
            if (value.currentToken() != JsonToken.START_ARRAY) {
                value.skipChildren();
                return;
            }
            while (value.nextToken() == JsonToken.START_OBJECT) {
                anyChoice = true;
                JsonMembers.each(value, this::readChoice);
            }
        }

        private void readChoice(String name, JsonParser value) {
            switch (name) {
                case "delta", "message" -> JsonMembers.each(value, this::readDelta);
                case "text" -> content |= JsonMembers.saysAnything(value);
                case "usage" -> otherUsage = JsonMembers.object(value, data);
                case "finish_reason" -> readReason(JsonMembers.text(value));
                default -> value.skipChildren();
            }
        }

        /** Reasoning goes by many names, so whatever says something and is not the role counts. */
        private void readDelta(String name, JsonParser value) {
            if (name.equals("role")) {
                value.skipChildren();
            } else if (name.equals("audio") && value.currentToken() == JsonToken.START_OBJECT) {
                JsonMembers.each(value, this::readAudio);
            } else {
                content |= JsonMembers.saysAnything(value);
            }
        }

        private void readAudio(String name, JsonParser value) {
            if (!name.equals("id")) {
                content |= JsonMembers.saysAnything(value);
                return;
            }
            String id = JsonMembers.text(value);
            if (!id.isEmpty()) {
                content = true;
                ids = ids == null ? new AnswerIds() : ids;
                ids.item(id);
            }
        }

        private void readReason(String reason) {
            switch (reason) {
                case "" -> {}
                case "error", "insufficient_system_resource" -> error = true;
                default -> {
                    finished = true;
                    content = true;
                }
            }
        }
    }
}
