package dev.keyway.filters.stream;

import dev.keyway.filters.stream.StreamProgress.Fate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a provider's stream through in whole events, byte for byte, and tells what has passed. One per attempt; not
 * thread-safe.
 *
 * <p>An event that is not yet whole is held back up to 64 KiB; what is longer goes on as it comes. An event that tells
 * of an error is not let through, nor anything after it.
 */
public final class EventFramer {

    static final int LONGEST_HELD = 64 * 1024;

    private static final byte[] BLANK_LINE = {'\n', '\n'};
    /** What is looked at is copied into an array first, which all streams of a thread share. */
    private static final FastThreadLocal<byte[]> PIECE = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[1024];
        }
    };

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final StreamProgress progress;
    private final EventScanner scanner;

    private @Nullable ByteBuf held;
    private int markBytes;
    private boolean lastEventCut;
    private boolean released;

    private EventFramer(StreamGrammar grammar, boolean swallowsUsage) {
        this.progress = new StreamProgress(grammar, swallowsUsage);
        this.scanner = new EventScanner(grammar.text());
    }

    /** Lets all events through but those that tell of an error. */
    public static EventFramer of(StreamGrammar grammar) {
        return new EventFramer(grammar, false);
    }

    /**
     * Also keeps usage from a client that did not ask for it: cuts out the event that holds nothing else, and writes
     * {@code null} and blanks over it in any other.
     */
    public static EventFramer swallowingUsage(StreamGrammar grammar) {
        return new EventFramer(grammar, true);
    }

    /**
     * Takes a chunk, which is the framer's from here on.
     *
     * @return what may go to the client, the caller's to release; empty where nothing may
     */
    public ByteBuf feed(ByteBuf chunk) {
        if (released || progress.state() == StreamState.FAILED) {
            chunk.release();
            return Unpooled.EMPTY_BUFFER;
        }
        return progress.state() == StreamState.COMPLETE ? chunk : frame(chunk);
    }

    /**
     * The provider has closed the stream: lets a last event through that lacks no more than its blank line, and drops
     * one that was cut short. From here on a state other than {@link StreamState#COMPLETE} and
     * {@link StreamState#FAILED} means that the stream was truncated.
     *
     * @return what may still go to the client, the caller's to release
     */
    public ByteBuf finish() {
        ByteBuf last = held;
        ByteBuf out = Unpooled.EMPTY_BUFFER;
        if (last != null) {
            byte[] lines = ByteBufUtil.getBytes(last);
            Fate fate = progress.lastEvent(scanner, lines);
            if (fate == Fate.PASS || fate == Fate.CHANGED) {
                out = last.setBytes(last.readerIndex(), lines).writeBytes(BLANK_LINE);
                held = null;
            }
        }
        release();
        progress.close();
        return out;
    }

    /** Frees what is held; chunks that still come are dropped. May be called more than once. */
    public void release() {
        released = true;
        releaseHeld();
    }

    /** How far the stream has come. */
    public StreamState state() {
        return progress.state();
    }

    /** The data of the event that told of an error, cut at 16 KiB; present once the state is FAILED. */
    public Optional<byte[]> errorData() {
        return progress.errorData();
    }

    /**
     * The usage objects seen, as raw JSON, in the order in which they are to be merged: all of them up to four, else the
     * first three and the last.
     */
    public List<byte[]> usage() {
        return progress.usage();
    }

    /** What a later request may refer to; null as long as nothing was named. */
    public @Nullable AnswerIds ids() {
        return progress.ids();
    }

    /** What the stream has brought so far. */
    public StreamTally tally() {
        return progress.tally(scanner);
    }

    /** Whether part of an unfinished event has gone out, so that a blank line must stand before anything else. */
    public boolean midEvent() {
        return progress.isInOversizedEvent();
    }

    private ByteBuf frame(ByteBuf chunk) {
        int start = chunk.readerIndex();
        int limit = chunk.writerIndex();
        int passFrom = start;
        int eventStart = start;
        int at = skipByteOrderMark(chunk, start);
        if (at < limit && scanner.takesLineFeed(chunk.getByte(at))) {
            at++;
            eventStart = at;
            passFrom = lastEventCut ? at : start;
        }
        ByteBuf out = Unpooled.EMPTY_BUFFER;
        while (!progress.isOver()) {
            int end = endOfEvent(chunk, at);
            if (end < 0) {
                break;
            }
            Fate fate = judge(chunk, eventStart, end);
            if (fate == Fate.PASS) {
                out = takeHeld(out);
            } else {
                releaseHeld();
                out = join(out, chunk, passFrom, eventStart);
                passFrom = end;
            }
            lastEventCut = fate == Fate.CUT;
            eventStart = end;
            at = end;
        }
        return let(chunk, passFrom, eventStart, out);
    }

    /** Lets go what has been decided on, and keeps or lets go the start of an event behind it. */
    private ByteBuf let(ByteBuf chunk, int passFrom, int eventStart, ByteBuf before) {
        ByteBuf out = before;
        int limit = chunk.writerIndex();
        boolean all = progress.state() == StreamState.COMPLETE || eventStart == limit;
        if (progress.state() != StreamState.FAILED) {
            if (!all && letsRestGo(chunk, eventStart)) {
                all = true;
                out = takeHeld(out);
            }
            if (all && passFrom == chunk.readerIndex() && !out.isReadable()) {
                return chunk;
            }
            out = join(out, chunk, passFrom, all ? limit : eventStart);
        }
        chunk.release();
        return out;
    }

    /** The index after the last byte of the event that is read now, or -1 if the chunk ends before it. */
    private int endOfEvent(ByteBuf chunk, int from) {
        byte[] piece = PIECE.get();
        int limit = chunk.writerIndex();
        int at = from;
        while (at < limit) {
            int length = Math.min(piece.length, limit - at);
            chunk.getBytes(at, piece, 0, length);
            int end = scanner.scan(piece, 0, length);
            if (end >= 0) {
                int after = at + end;
                return after < limit && scanner.takesLineFeed(chunk.getByte(after)) ? after + 1 : after;
            }
            at += length;
        }
        return -1;
    }

    private Fate judge(ByteBuf chunk, int from, int end) {
        Fate fate = Fate.PASS;
        if (progress.isInOversizedEvent()) {
            progress.moreOfOversizedEvent(chunk.slice(from, end - from));
            progress.endOfOversizedEvent(scanner);
        } else if (scanner.hasData() && progress.isPlainContent(scanner)) {
            progress.plainContent(scanner);
        } else if (scanner.hasData()) {
            byte[] lines = lines(chunk, from, end);
            fate = progress.event(scanner, lines);
            if (fate == Fate.CHANGED) {
                putBack(lines, chunk, from);
                fate = Fate.PASS;
            }
        }
        scanner.startEvent();
        return fate;
    }

    /** Holds the start of an event back, unless it is too long for that; whether it may go on. */
    private boolean letsRestGo(ByteBuf chunk, int from) {
        int limit = chunk.writerIndex();
        int length = limit - from;
        if (progress.isInOversizedEvent()) {
            progress.moreOfOversizedEvent(chunk.slice(from, length));
            return true;
        }
        if (heldBytes() + length > LONGEST_HELD) {
            boolean passes = progress.oversizedEvent(lines(chunk, from, limit)) == Fate.PASS;
            if (!passes) {
                releaseHeld();
            }
            return passes;
        }
        ByteBuf keeper = held;
        if (keeper == null) {
            keeper = chunk.alloc().buffer(length);
            held = keeper;
        }
        keeper.writeBytes(chunk, from, length);
        return false;
    }

    private int skipByteOrderMark(ByteBuf chunk, int from) {
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

    /** What is held and a part of the chunk, as one. */
    private byte[] lines(ByteBuf chunk, int from, int end) {
        int before = heldBytes();
        byte[] lines = new byte[before + end - from];
        if (held != null) {
            held.getBytes(held.readerIndex(), lines, 0, before);
        }
        chunk.getBytes(from, lines, before, end - from);
        return lines;
    }

    private void putBack(byte[] lines, ByteBuf chunk, int from) {
        int before = heldBytes();
        if (held != null) {
            held.setBytes(held.readerIndex(), lines, 0, before);
        }
        chunk.setBytes(from, lines, before, lines.length - before);
    }

    private int heldBytes() {
        return held == null ? 0 : held.readableBytes();
    }

    /** What is held goes first: while something is held, nothing of the chunk has gone. */
    private ByteBuf takeHeld(ByteBuf out) {
        ByteBuf first = held;
        held = null;
        return first == null ? out : first;
    }

    private void releaseHeld() {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    private static ByteBuf join(ByteBuf before, ByteBuf chunk, int from, int to) {
        if (from == to) {
            return before;
        }
        ByteBuf slice = chunk.retainedSlice(from, to - from);
        return before.isReadable() ? Unpooled.wrappedBuffer(before, slice) : slice;
    }
}
