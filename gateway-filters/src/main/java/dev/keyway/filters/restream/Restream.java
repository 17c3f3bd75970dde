package dev.keyway.filters.restream;

import dev.keyway.catalogue.provider.StreamStyle;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns an answer that is not streamed into the events in which the same API streams it. */
public final class Restream {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Restream() {}

    /** Whether answers of that style have a form in events. Images, speech and transcripts go on as they are. */
    public static boolean has(StreamStyle style) {
        return style != StreamStyle.MEDIA;
    }

    /**
     * The events, with the usage that the answer reports; empty if the bytes are no answer of that style.
     *
     * @param answer the whole body
     */
    public static Optional<byte[]> of(StreamStyle style, byte[] answer) {
        try {
            JsonNode root = JSON.readTree(answer);
            EventWriter events = new EventWriter();
            boolean isAnswer = switch (style) {
                case OPENAI -> ChatEvents.write(root, events);
                case RESPONSES -> ResponseEvents.write(root, events);
                case ANTHROPIC -> MessageEvents.write(root, events);
                case GEMINI -> GeminiEvents.write(root, events);
                case COHERE -> CohereEvents.write(root, events);
                case MEDIA -> false;
            };
            return isAnswer ? Optional.of(events.bytes()) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
