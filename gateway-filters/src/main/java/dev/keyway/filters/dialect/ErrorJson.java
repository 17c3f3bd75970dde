package dev.keyway.filters.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The bytes of an error, in an answer or in an event. */
final class ErrorJson {

    /** A provider's message may hold the whole request; no caller reads more than this of it. */
    static final int LONGEST_TEXT = 4096;

    private static final JsonFactory JSON = new JsonFactory();

    private ErrorJson() {}

    static byte[] write(Consumer<JsonGenerator> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            members.accept(json);
        }
        return bytes.toByteArray();
    }

    static byte[] event(String before, byte[] data, String after) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(before.length() + data.length + after.length());
        bytes.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(data);
        bytes.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    static String bounded(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end) + "…";
    }
}
