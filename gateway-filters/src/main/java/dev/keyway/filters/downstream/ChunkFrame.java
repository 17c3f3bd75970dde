package dev.keyway.filters.downstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** One chunk of HTTP/1.1's chunked coding (RFC 9112, 7.1) in one buffer, so that one call to the kernel sends it. */
final class ChunkFrame {

    private static final int CRLF = '\r' << 8 | '\n';
    private static final int CRLF_BYTES = 2;

    /** Room for a length of eight digits and its line end; what is not used of it is skipped. */
    private static final int HEAD_BYTES = 8 + CRLF_BYTES;

    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private ChunkFrame() {}

    /** A frame that has room for so many bytes of payload without growing; they are written to it as to any buffer. */
    static ByteBuf open(ByteBufAllocator alloc, int payload) {
        return alloc.ioBuffer(HEAD_BYTES + payload + CRLF_BYTES).setIndex(HEAD_BYTES, HEAD_BYTES);
    }

    /** Puts the length in front and the line end behind. The payload must not be empty: that would be the last chunk. */
    static ByteBuf close(ByteBuf frame) {
        int length = frame.writerIndex() - HEAD_BYTES;
        frame.writeShort(CRLF);
        int at = HEAD_BYTES - CRLF_BYTES;
        frame.setShort(at, CRLF);
        for (int rest = length; rest > 0; rest >>>= 4) {
            at--;
            frame.setByte(at, DIGITS[rest & 0xf]);
        }
        return frame.readerIndex(at);
    }
}
