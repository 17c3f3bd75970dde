package dev.keyway.filters.stream;

import dev.keyway.filters.stream.TextMembers.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The events of Anthropic's messages.
 *
 * @see <a href="https://docs.claude.com/en/docs/build-with-claude/streaming">Streaming messages</a>
 */
final class AnthropicGrammar extends StreamGrammar {

    static final StreamGrammar INSTANCE = new AnthropicGrammar();

    private static final int BLOCK_DELTA = "content_block_delta".hashCode();
    private static final int BLOCK_START = "content_block_start".hashCode();
    private static final int BLOCK_STOP = "content_block_stop".hashCode();

    private static final TextMembers TEXT_MEMBERS =
            TextMembers.of(Map.of("text", Role.SAID, "thinking", Role.THOUGHT, "partial_json", Role.ARGUMENTS));

    private AnthropicGrammar() {}

    @Override
    EventReading read(SseEvent event) {
        Message message = new Message(event);
        boolean whole = JsonMembers.read(event.data(), message);
        return new EventReading(message.kind(), message.stopped, whole, message.usage);
    }

    @Override
    TextMembers text() {
        return TEXT_MEMBERS;
    }

    @Override
    boolean isPlainContent(int nameHash) {
        return nameHash == BLOCK_DELTA || nameHash == BLOCK_START || nameHash == BLOCK_STOP;
    }

    private static final class Message implements JsonMembers.Reader {

        private final byte[] data;
        private String type;
        private String block = "";
        private boolean error;
        private boolean stopped;
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
                case "usage" -> usage = JsonMembers.object(value, data);
                case "message" -> JsonMembers.each(value, this::readMessage);
                case "delta" -> JsonMembers.each(value, this::readDelta);
                case "content_block" -> JsonMembers.each(value, this::readBlock);
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
            return switch (type) {
                case "error" -> EventKind.ERROR;
                case "message_stop" -> EventKind.END;
                case "content_block_delta", "message_delta" -> EventKind.CONTENT;
                // A tool call's name stands here; text and thinking start empty.
                case "content_block_start" ->
                    block.equals("text") || block.equals("thinking") ? EventKind.LIFECYCLE : EventKind.CONTENT;
                default -> EventKind.LIFECYCLE;
            };
        }

        private void readMessage(String name, JsonParser value) {
            if (name.equals("usage")) {
                usage = JsonMembers.object(value, data);
            } else {
                value.skipChildren();
            }
        }

        /** Some providers that follow Anthropic close the stream behind its stop reason. */
        private void readDelta(String name, JsonParser value) {
            switch (name) {
                case "stop_reason" -> stopped |= !JsonMembers.text(value).isEmpty();
                case "usage" -> usage = usage == null ? JsonMembers.object(value, data) : usage;
                default -> value.skipChildren();
            }
        }

        private void readBlock(String name, JsonParser value) {
            if (name.equals("type")) {
                block = JsonMembers.text(value);
            } else {
                value.skipChildren();
            }
        }
    }
}
