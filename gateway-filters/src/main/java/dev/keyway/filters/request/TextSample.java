package dev.keyway.filters.request;

import io.netty.buffer.ByteBuf;

/**
 * How much of a body is text, from a few spots spread over it: an image or a sound within JSON is base64, and its bytes are
 * no measure of its tokens.
 */
public final class TextSample {

    private static final int SPOTS = 64;
    private static final int SPOT_BYTES = 256;

    private TextSample() {}

    /** The bytes of text, by estimate. */
    public static long textBytes(ByteBuf body) {
        int length = body.readableBytes();
        if (length < SPOTS * SPOT_BYTES) {
            return length;
        }
        int text = 0;
        for (int spot = 0; spot < SPOTS; spot++) {
            long offset = (long) (length - SPOT_BYTES) * spot / (SPOTS - 1);
            if (isText(body, body.readerIndex() + (int) offset)) {
                text++;
            }
        }
        return (long) length * text / SPOTS;
    }

    private static boolean isText(ByteBuf body, int from) {
        return body.forEachByte(from, SPOT_BYTES, TextSample::isBase64) >= 0;
    }

    private static boolean isBase64(byte value) {
        return (value >= 'a' && value <= 'z')
                || (value >= 'A' && value <= 'Z')
                || (value >= '0' && value <= '9')
                || value == '+'
                || value == '/'
                || value == '-'
                || value == '_'
                || value == '=';
    }
}
