package dev.keyway.filters.stream;

import dev.keyway.filters.stream.StreamProgress.Fate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Event framer: lets a provider's stream through in whole events, byte for byte, and reports what has passed. One per
 * attempt; not thread-safe.
 *
 * <p>An event that is not yet whole is held back up to 64 KiB; what is longer goes on as it comes. An event that reports
 * an error is not let through, nor anything after it.
 */
public final class EventFramer {

    static final int LONGEST_HELD = 64 * 1024;

    private static final byte[] BLANK_LINE = {'\n', '\n'};

    private final StreamProgress progress;
    private final ChunkScanner scanner;
    private final HeldEvent held = new HeldEvent();
    private boolean lastEventCut;
    private boolean released;

    private EventFramer(StreamGrammar grammar, boolean swallowsUsage) {
        this.progress = new StreamProgress(grammar, swallowsUsage);
        this.scanner = new ChunkScanner(grammar.text());
    }

    /** Lets all events through but those that report an error. */
    public static EventFramer of(StreamGrammar grammar) {
        return new EventFramer(grammar, false);
    }

    /**
     * Also withholds usage from a client that did not ask for it: cuts out the event that holds nothing else, and writes
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
        ByteBuf out = Unpooled.EMPTY_BUFFER;
        if (held.length() > 0) {
            byte[] lines = held.lines();
            Fate fate = progress.lastEvent(scanner, lines);
            if (fate == Fate.PASS || fate == Fate.CHANGED) {
                ByteBuf last = held.takeOr(out);
                out = last.setBytes(last.readerIndex(), lines).writeBytes(BLANK_LINE);
            }
        }
        release();
        progress.close();
        return out;
    }

    /** Frees what is held; chunks that still come are dropped. May be called more than once. */
    public void release() {
        released = true;
        held.release();
    }

    /** How far the stream has come. */
    public StreamState state() {
        return progress.state();
    }

    /** The data of the event that reported an error, cut at 16 KiB; present once the state is FAILED. */
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

    /** The service tier that the stream has named last, outside of usage; empty if it has named none. */
    public String tier() {
        return progress.tier();
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
        int passFrom = start;
        int eventStart = start;
        int mark = scanner.skipByteOrderMark(chunk, start);
        int at = scanner.skipLineFeed(chunk, mark);
        if (at > mark) {
            eventStart = at;
            passFrom = lastEventCut ? at : start;
        }
        ByteBuf out = Unpooled.EMPTY_BUFFER;
        while (!progress.isOver()) {
            int end = scanner.endOfEvent(chunk, at);
            if (end < 0) {
                break;
            }
            Fate fate = judge(chunk, eventStart, end);
            if (fate == Fate.PASS) {
                out = held.takeOr(out);
            } else {
                held.release();
                out = HeldEvent.join(out, chunk, passFrom, eventStart);
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
                out = held.takeOr(out);
            }
            if (all && passFrom == chunk.readerIndex() && !out.isReadable()) {
                return chunk;
            }
            out = HeldEvent.join(out, chunk, passFrom, all ? limit : eventStart);
        }
        chunk.release();
        return out;
    }

    private Fate judge(ByteBuf chunk, int from, int end) {
        Fate fate = Fate.PASS;
        if (progress.isInOversizedEvent()) {
            progress.moreOfOversizedEvent(chunk.slice(from, end - from));
            progress.endOfOversizedEvent(scanner);
        } else if (scanner.hasData() && progress.isPlainContent(scanner)) {
            progress.plainContent(scanner);
        } else if (scanner.hasData()) {
            byte[] lines = held.lines(chunk, from, end);
            fate = progress.event(scanner, lines);
            if (fate == Fate.CHANGED) {
                held.replace(lines, chunk, from);
                fate = Fate.PASS;
            }
        }
        scanner.startEvent();
        return fate;
    }

    /** Holds the start of an event back, unless it is too long for that; whether it may go on. */
    private boolean letsRestGo(ByteBuf chunk, int from) {
        int limit = chunk.writerIndex();
        if (progress.isInOversizedEvent()) {
            progress.moreOfOversizedEvent(chunk.slice(from, limit - from));
            return true;
        }
        if (held.length() + limit - from > LONGEST_HELD) {
            boolean passes = progress.oversizedEvent(held.lines(chunk, from, limit)) == Fate.PASS;
            if (!passes) {
                held.release();
            }
            return passes;
        }
        held.add(chunk, from);
        return false;
    }
}
