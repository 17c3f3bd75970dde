package dev.keyway.filters.restream;

import tools.jackson.databind.JsonNode;

/** Gemini's own chunks: each has the form of a whole answer, and a stream without {@code alt=sse} is an array of them. */
final class GeminiEvents {

    private GeminiEvents() {}

    static boolean write(JsonNode answer, EventWriter events) {
        if (!answer.isArray()) {
            return writeChunk(answer, events);
        }
        boolean all = !answer.isEmpty();
        for (JsonNode chunk : answer) {
            all &= writeChunk(chunk, events);
        }
        return all;
    }

    private static boolean writeChunk(JsonNode chunk, EventWriter events) {
        events.data(chunk);
        return chunk.has("candidates") || chunk.has("promptFeedback") || chunk.has("usageMetadata");
    }
}
