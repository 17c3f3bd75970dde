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
 * without content: a tool call, a refusal, a length, a blocked prompt, silence in a recording. A result of {@code null} is
 * another matter: providers report that there is no content by an empty array, so {@code "content":null} is empty whatever
 * reason for its end it states.
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

    /** The results of a dialect, at the top of an answer, which are never null in a good one. */
    private static final Set<String> NEVER_NULL = Set.of("choices", "output", "content");

    /** The status of a response that has no output, or not yet. */
    private static final Set<String> WITHOUT_OUTPUT = Set.of("queued", "in_progress", "cancelled", "failed");

    private static final Set<String> ALTERNATIVES = Set.of("choices", "candidates");
    private static final Set<String> MESSAGES = Set.of("message", "delta");

    private EmptyAnswer() {}

    /** Whether the bytes are a whole JSON object that says nothing. */
    public static boolean is(byte[] json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            return parser.nextToken() == JsonToken.START_OBJECT && isEmptyAnswer(parser) && parser.nextToken() == null;
        } catch (JacksonException notWhole) {
            return false;
        }
    }

    /** Reads the whole answer. */
    private static boolean isEmptyAnswer(JsonParser parser) {
        boolean saysSomething = false;
        boolean lacksItsResult = false;
        boolean mayLackIt = false;
        String name = parser.nextName();
        while (name != null) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_NULL) {
                lacksItsResult |= NEVER_NULL.contains(name);
            } else {
                mayLackIt |= name.equals("status") && WITHOUT_OUTPUT.contains(parser.getString());
                saysSomething |= says(name, value, parser);
            }
            name = parser.nextName();
        }
        return !saysSomething || (lacksItsResult && !mayLackIt);
    }

    /** Reads the whole object at which the parser stands. */
    private static boolean isEmpty(JsonParser parser) {
        boolean saysSomething = false;
        String name = parser.nextName();
        while (name != null) {
            saysSomething |= says(name, parser.nextToken(), parser);
            name = parser.nextName();
        }
        return !saysSomething;
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
        boolean saysAnything = JsonMembers.saysAnything(parser);
        return saysAnything || MAY_BE_EMPTY.contains(name);
    }

    private static boolean hasOneThatSays(JsonParser parser) {
        boolean oneSays = false;
        JsonToken element = parser.nextToken();
        while (element != JsonToken.END_ARRAY) {
            if (element == JsonToken.START_OBJECT) {
                oneSays |= !isEmpty(parser);
            } else {
                parser.skipChildren();
            }
            element = parser.nextToken();
        }
        return oneSays;
    }
}
