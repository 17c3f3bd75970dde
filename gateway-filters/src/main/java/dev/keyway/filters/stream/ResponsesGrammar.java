package dev.keyway.filters.stream;

import dev.keyway.filters.stream.TextMembers.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The events of OpenAI's responses.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses-streaming">Streaming events</a>
 */
final class ResponsesGrammar extends StreamGrammar {

    static final StreamGrammar INSTANCE = new ResponsesGrammar();

    private static final int TEXT = "response.output_text.delta".hashCode();
    private static final int ARGUMENTS = "response.function_call_arguments.delta".hashCode();
    private static final int REASONING = "response.reasoning_text.delta".hashCode();
    private static final int SUMMARY = "response.reasoning_summary_text.delta".hashCode();

    private static final TextMembers TEXT_MEMBERS = TextMembers.of(Map.of("delta", Role.SAID));

    private ResponsesGrammar() {}

    @Override
    EventReading read(SseEvent event) {
        Response response = new Response(event);
        boolean whole = JsonMembers.read(event.data(), response);
        return new EventReading(response.kind(), false, whole, response.usage(), -1, response.ids)
                .inTier(response.tier);
    }

    @Override
    public JsonAnswerScan answerScan() {
        return JsonAnswerScan.withIds();
    }

    @Override
    TextMembers text() {
        return TEXT_MEMBERS;
    }

    @Override
    boolean isPlainContent(int nameHash) {
        return nameHash == TEXT || nameHash == ARGUMENTS || nameHash == REASONING || nameHash == SUMMARY;
    }

    private static final class Response implements JsonMembers.Reader {

        private final byte[] data;
        private String type;
        private String tier = "";
        private boolean error;
        private byte @Nullable [] usage;
        private @Nullable AnswerIds ids;
        private final HostedCalls calls = new HostedCalls();

        private Response(SseEvent event) {
            this.data = event.data();
            String name = event.name();
            this.type = name == null ? "" : name;
        }

        @Override
        public void read(String name, JsonParser value) {
            switch (name) {
                case "type" -> type = JsonMembers.text(value);
                case "usage" -> usage = JsonMembers.object(value, data);
                case "response" -> JsonMembers.each(value, this::readResponse);
                case "item" -> JsonMembers.each(value, this::readItem);
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
                case "error", "response.failed" -> EventKind.ERROR;
                case "response.completed", "response.incomplete" -> EventKind.END;
                case "",
                        "response.created",
                        "response.queued",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.reasoning_summary_part.added",
                        "keepalive" -> EventKind.LIFECYCLE;
                default -> EventKind.CONTENT;
            };
        }

        private void readResponse(String name, JsonParser value) {
            switch (name) {
                case "usage" -> usage = JsonMembers.object(value, data);
                case "service_tier" -> tier = JsonMembers.text(value);
                case "id" -> ids().answer(JsonMembers.text(value));
                case "output" -> JsonMembers.eachObject(value, this::readOutput);
                default -> value.skipChildren();
            }
        }

        private byte @Nullable [] usage() {
            return usage == null ? null : calls.addedTo(usage);
        }

        private void readOutput(String name, JsonParser value) {
            if (name.equals("type")) {
                calls.count(JsonMembers.text(value));
            } else {
                readItem(name, value);
            }
        }

        private void readItem(String name, JsonParser value) {
            switch (name) {
                case "id" -> ids().item(JsonMembers.text(value));
                case "encrypted_content" -> readEncrypted(JsonMembers.text(value));
                default -> value.skipChildren();
            }
        }

        private void readEncrypted(String content) {
            if (!content.isEmpty()) {
                ids().encrypted(AnswerIds.ofEncrypted(content));
            }
        }

        private AnswerIds ids() {
            if (ids == null) {
                ids = new AnswerIds();
            }
            return ids;
        }
    }
}
