package dev.keyway.filters.failover;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Error fields, from whichever of the many shapes they came in: {@code {"error":{…}}}, the same in an array,
 * {@code {"error":"text"}}, all fields at the top, {@code {"detail":…}}, {@code {"title":…}}, {@code {"fault":{…}}}.
 *
 * @param root the whole body, or a missing node where it is no JSON
 * @param error the object that holds the error's own fields
 * @param message the provider's text as it came, not yet fit to be shown
 * @param isBareText whether {@code error} itself was a string, as xAI spells it
 */
record ErrorFields(
        JsonNode root,
        JsonNode error,
        @Nullable String message,
        @Nullable String type,
        @Nullable String code,
        @Nullable String param,
        boolean isBareText) {

    private static final int LONGEST_READ = 256 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static ErrorFields read(byte[] body) {
        JsonNode root = unwrapped(parse(body));
        JsonNode error = errorObject(root);
        return new ErrorFields(
                root,
                error,
                message(root, error),
                text(error.path("type")),
                text(error.path("code")),
                text(error.path("param")),
                root.path("error").isString());
    }

    /** The message in lower case, empty if there is none: for the texts of providers that give no code. */
    String text() {
        return message == null ? "" : message.toLowerCase(Locale.ROOT);
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0 || body.length > LONGEST_READ) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode root = JSON.readTree(body);
            return root == null ? MissingNode.getInstance() : root;
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static JsonNode unwrapped(JsonNode root) {
        return root.isArray() ? root.path(0) : root;
    }

    private static JsonNode errorObject(JsonNode root) {
        JsonNode error = root.path("error");
        if (error.isObject()) {
            return error;
        }
        JsonNode failed = root.path("response").path("error");
        return failed.isObject() ? failed : root;
    }

    private static @Nullable String message(JsonNode root, JsonNode error) {
        JsonNode[] candidates = {
            error.path("message"),
            root.path("error"),
            root.path("message").path("detail"),
            root.path("detail"),
            root.path("fault").path("faultstring"),
            root.path("title")
        };
        for (JsonNode candidate : candidates) {
            String found = messageText(candidate);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** A text, or the first {@code msg} of a list of validation errors. */
    private static @Nullable String messageText(JsonNode node) {
        if (node.isArray()) {
            return text(node.path(0).path("msg"));
        }
        if (node.isObject()) {
            return node.has("detail") ? messageText(node.path("detail")) : null;
        }
        return text(node);
    }

    private static @Nullable String text(JsonNode node) {
        if (node.isString()) {
            return node.stringValue().isBlank() ? null : node.stringValue();
        }
        return node.isNumber() ? node.asString() : null;
    }
}
