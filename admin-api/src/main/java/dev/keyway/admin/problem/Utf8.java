package dev.keyway.admin.problem;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of requests: in UTF-8, each character in its one form. */
public final class Utf8 {

    private Utf8() {}

    /**
     * The text, without a byte order mark.
     *
     * @param code what it is if it is not UTF-8
     */
    public static String text(byte[] bytes, ErrorCode code) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw ProblemException.of(code, "The body must be text in UTF-8.");
        }
    }
}
