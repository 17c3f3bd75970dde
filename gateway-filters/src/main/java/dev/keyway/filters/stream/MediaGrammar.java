package dev.keyway.filters.stream;

import dev.keyway.filters.stream.TextMembers.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The events in which OpenAI streams images, speech and transcripts. They tell their type in their data, and also in
 * their name or not; the last one of an image, a speech or a transcript says that it is done and what was used. As a
 * request can ask for several images, only the stream's own end says that no more will come.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/images-streaming">Images</a>
 * @see <a href="https://platform.openai.com/docs/api-reference/audio">Speech and transcripts</a>
 */
final class MediaGrammar extends StreamGrammar {

    static final StreamGrammar INSTANCE = new MediaGrammar();

    private static final int IMAGE = "image_generation.partial_image".hashCode();
    private static final int SPEECH = "speech.audio.delta".hashCode();
    private static final int TEXT = "transcript.text.delta".hashCode();

    private static final TextMembers TEXT_MEMBERS = TextMembers.of(Map.of("delta", Role.SAID));

    private MediaGrammar() {}

    @Override
    EventReading read(SseEvent event) {
        if (event.isDone()) {
            return EventReading.of(EventKind.END);
        }
        Part part = new Part(event);
        boolean whole = JsonMembers.read(event.data(), part);
        return new EventReading(part.kind(), part.isLast(), whole, part.usage);
    }

    @Override
    TextMembers text() {
        return TEXT_MEMBERS;
    }

    @Override
    boolean isPlainContent(int nameHash) {
        return nameHash == IMAGE || nameHash == SPEECH || nameHash == TEXT;
    }

    private static final class Part implements JsonMembers.Reader {

        private final byte[] data;
        private String type;
        private boolean error;
        private byte @Nullable [] usage;

        private Part(SseEvent event) {
            this.data = event.data();
            String name = event.name();
            this.type = name == null ? "" : name;
        }

        @Override
        public void read(String name, JsonParser value) {
            switch (name) {
                case "type" -> type = JsonMembers.text(value);
                case "usage" -> usage = JsonMembers.object(value, data);
                case "error" -> {
                    error |= value.currentToken() != JsonToken.VALUE_NULL;
                    value.skipChildren();
                }
                default -> value.skipChildren();
            }
        }

        private EventKind kind() {
            if (error || type.equals("error")) {
                return EventKind.ERROR;
            }
            return type.isEmpty() || type.equals("keepalive") ? EventKind.LIFECYCLE : EventKind.CONTENT;
        }

        private boolean isLast() {
            return type.endsWith(".done") || type.endsWith(".completed");
        }
    }
}
