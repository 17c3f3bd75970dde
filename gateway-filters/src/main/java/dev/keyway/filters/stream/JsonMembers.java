package dev.keyway.filters.stream;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads an event's data member by member, without a tree. */
final class JsonMembers {

    private static final JsonFactory JSON = new JsonFactory();

    /** Takes one member; the parser stands at its value and must be left at the value's end. */
    interface Reader {
        void read(String name, JsonParser value);
    }

    private JsonMembers() {}

    /**
     * Reads the members of the object that the bytes are.
     *
     * @return whether the bytes are one whole JSON object; if not, the members before the fault have been read
     */
    static boolean read(byte[] bytes, Reader reader) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            each(json, reader);
            return json.nextToken() == null;
        } catch (JacksonException notJson) {
            return false;
        }
    }

    /** Reads the members of the object at which the parser stands; any other value is passed over. */
    static void each(JsonParser json, Reader reader) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String name = json.nextName();
        while (name != null) {
            json.nextToken();
            reader.read(name, json);
            name = json.nextName();
        }
    }

    /** Reads the members of each object in the array at which the parser stands; any other value is passed over. */
    static void eachObject(JsonParser json, Reader reader) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        JsonToken element = json.nextToken();
        while (element != null && element != JsonToken.END_ARRAY) {
            each(json, reader);
            element = json.nextToken();
        }
    }

    /** The bytes of the object at which the parser stands; null if it is another value. */
    static byte @Nullable [] object(JsonParser json, byte[] bytes) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        int start = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        return Arrays.copyOfRange(bytes, start, (int) json.currentLocation().getByteOffset());
    }

    /** Whether the value says anything: not null, not an empty string, not an empty array or object. */
    static boolean saysAnything(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_NULL -> false;
            case VALUE_STRING -> json.getStringLength() > 0;
            case START_ARRAY -> hasChildren(json, JsonToken.END_ARRAY);
            case START_OBJECT -> hasChildren(json, JsonToken.END_OBJECT);
            default -> true;
        };
    }

    /** The text of a string; empty for any other value. */
    static String text(JsonParser json) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getString();
        }
        json.skipChildren();
        return "";
    }

    private static boolean hasChildren(JsonParser json, JsonToken end) {
        int depth = 1;
        boolean any = false;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == null) {
                return any;
            }
            any |= token != end || depth > 1;
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return any;
    }
}
