package dev.keyway.filters.stream;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;

/** Chunk scanner: finds where events end in the chunks of a stream, which may begin with a byte order mark. */
final class ChunkScanner extends EventScanner {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** What is scanned is copied into an array first, which all streams of a thread share. */
    private static final FastThreadLocal<byte[]> PIECE = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[1024];
        }
    };

    private int markBytes;

    ChunkScanner(TextMembers text) {
        super(text);
    }

    /** The index after the part of a byte order mark that is in a chunk. */
    int skipByteOrderMark(ByteBuf chunk, int from) {
        int at = from;
        while (markBytes < BYTE_ORDER_MARK.length && at < chunk.writerIndex()) {
            if (chunk.getByte(at) != BYTE_ORDER_MARK[markBytes]) {
                markBytes = BYTE_ORDER_MARK.length;
                return at;
            }
            markBytes++;
            at++;
        }
        return at;
    }

    /** The index after the line feed of the event that the last chunk ended with, if it is in this chunk. */
    int skipLineFeed(ByteBuf chunk, int at) {
        return at < chunk.writerIndex() && takesLineFeed(chunk.getByte(at)) ? at + 1 : at;
    }

    /** The index after the last byte of the event that is read now, or -1 if the chunk ends before it. */
    int endOfEvent(ByteBuf chunk, int from) {
        byte[] piece = PIECE.get();
        int limit = chunk.writerIndex();
        int at = from;
        while (at < limit) {
            int length = Math.min(piece.length, limit - at);
            chunk.getBytes(at, piece, 0, length);
            int end = scan(piece, 0, length);
            if (end >= 0) {
                return skipLineFeed(chunk, at + end);
            }
            at += length;
        }
        return -1;
    }
}
