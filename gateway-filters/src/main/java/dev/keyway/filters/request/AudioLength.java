package dev.keyway.filters.request;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Audio length, from the first bytes of a file and its size: that of a WAV file by its byte rate, of any other at 64 kbit/s. */
final class AudioLength {

    private static final int BYTES_PER_SECOND = 8_000;

    private static final int WAV_HEADER = 44;
    private static final int WAV_FORMAT = 8;
    private static final int WAV_BYTE_RATE = 28;

    private AudioLength() {}

    /** Seconds of audio; a second that has begun counts. */
    static long seconds(ByteBuf file) {
        long rate = isWav(file) ? file.getUnsignedIntLE(file.readerIndex() + WAV_BYTE_RATE) : 0;
        return rate > 0
                ? Math.ceilDiv((long) file.readableBytes() - WAV_HEADER, rate)
                : Math.ceilDiv((long) file.readableBytes(), BYTES_PER_SECOND);
    }

    private static boolean isWav(ByteBuf file) {
        return file.readableBytes() > WAV_HEADER && has(file, 0, "RIFF") && has(file, WAV_FORMAT, "WAVEfmt ");
    }

    private static boolean has(ByteBuf file, int at, String text) {
        return file.toString(file.readerIndex() + at, text.length(), StandardCharsets.ISO_8859_1)
                .equals(text);
    }
}
