package dev.keyway.filters.stream;

import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Whether a successful answer says nothing: {@code "choices":null}, {@code "data":[]}, a choice without a message and without a
 * reason why it ended, or no member at all besides those of every answer. An answer that ended for a reason is one, even
 * without content: a tool call, a refusal, a length, a blocked prompt, silence in a recording.
 */
public final class EmptyAnswer {

    private static final JsonFactory JSON = new JsonFactory();

    /** Members of every answer, which are no result. */
    private static final Set<String> ENVELOPE = Set.of(
            "id",
            "object",
            "type",
            "role",
            "created",
            "created_at",
            "model",
            "modelVersion",
            "responseId",
            "provider",
            "usage",
            "usageMetadata",
            "meta",
            "metadata",
            "system_fingerprint",
            "service_tier",
            "stop_sequence",
            "prompt_filter_results",
            "x_groq",
            "error",
            "warnings",
            "index",
            "logprobs",
            "content_filter_results",
            "safetyRatings");

    /** Results that may have no content: the text of a silent recording, what a ranking left over. */
    private static final Set<String> MAY_BE_EMPTY = Set.of("text", "results");

    private static final Set<String> ALTERNATIVES = Set.of("choices", "candidates");
    private static final Set<String> MESSAGES = Set.of("message", "delta");

    private EmptyAnswer() {}

    /** Whether the bytes are a whole JSON object that says nothing. */
    public static boolean is(byte[] json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            return parser.nextToken() == JsonToken.START_OBJECT && isEmpty(parser) && parser.nextToken() == null;
        } catch (JacksonException notWhole) {
            return false;
        }
    }

    /** Reads the object at which the parser stands, up to the first member that says something. */
    private static boolean isEmpty(JsonParser parser) {
        String name = parser.nextName();
        while (name != null) {
            JsonToken value = parser.nextToken();
            if (says(name, value, parser)) {
                return false;
            }
            name = parser.nextName();
        }
        return true;
    }

    private static boolean says(String name, JsonToken value, JsonParser parser) {
        if (ENVELOPE.contains(name) || value == JsonToken.VALUE_NULL) {
            parser.skipChildren();
            return false;
        }
        if (ALTERNATIVES.contains(name) && value == JsonToken.START_ARRAY) {
            return hasOneThatSays(parser);
        }
        if (MESSAGES.contains(name) && value == JsonToken.START_OBJECT) {
            return !isEmpty(parser);
        }
        return MAY_BE_EMPTY.contains(name) || JsonMembers.saysAnything(parser);
    }

    private static boolean hasOneThatSays(JsonParser parser) {
        JsonToken element = parser.nextToken();
        while (element != JsonToken.END_ARRAY) {
            if (element == JsonToken.START_OBJECT && !isEmpty(parser)) {
                return true;
            }
            element = parser.nextToken();
        }
        return false;
    }
}
