package dev.keyway.filters.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The contract as JSON: unknown members are ignored, and those that are null are not written. */
public final class ControlJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private ControlJson() {}

    /**
     * Reads a message.
     *
     * @throws UnreadableMessageException if it is not one
     */
    public static <T> T read(byte[] text, Class<T> type) throws UnreadableMessageException {
        try {
            T value = JSON.readValue(text, type);
            if (value == null) {
                throw new UnreadableMessageException(type.getSimpleName() + " is empty", null);
            }
            return value;
        } catch (JacksonException e) {
            // The message of the cause may quote the text, and so a secret.
            throw new UnreadableMessageException(
                    type.getSimpleName() + " cannot be read (" + e.getClass().getSimpleName() + " at "
                            + e.getLocation().offsetDescription() + ")",
                    null);
        }
    }

    /** Writes a message. */
    public static byte[] write(Object message) {
        return JSON.writeValueAsBytes(message);
    }
}
