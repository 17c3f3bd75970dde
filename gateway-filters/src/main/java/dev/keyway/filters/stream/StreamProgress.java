package dev.keyway.filters.stream;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a stream has said so far, and what becomes of each of its events. */
final class StreamProgress {

    /** What becomes of an event. */
    enum Fate {
        PASS,
        /** It passes with the lines as they have been changed; their length is the same. */
        CHANGED,
        CUT,
        STOP
    }

    private static final int LONGEST_ERROR = 16 * 1024;
    private static final int MOST_USAGE_PARTS = 4;

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final StreamGrammar grammar;
    private final boolean swallowsUsage;
    private final List<byte[]> usage = new ArrayList<>(2);

    private StreamState state = StreamState.WAITING;
    private boolean finished;
    private boolean lastWasContent;
    private @Nullable EventKind oversized;
    private @Nullable JsonAnswerScan oversizedData;
    private long contentBytes;
    private long contentEvents;
    private byte @Nullable [] errorData;
    private @Nullable String answerId;
    private boolean oversizedIsLast;

    StreamProgress(StreamGrammar grammar, boolean swallowsUsage) {
        this.grammar = grammar;
        this.swallowsUsage = swallowsUsage;
    }

    /** Whether an event is content for sure, so that nobody needs to read it. */
    boolean isPlainContent(EventScanner event) {
        return state == StreamState.CONTENT && !event.isMarked() && grammar.isPlainContent(event.nameHash());
    }

    /** A line feed that came apart from the carriage return before it, which had ended an event. */
    void lineFeedAfterEvent() {
        contentBytes += lastWasContent ? 1 : 0;
    }

    void plainContent(int bytes) {
        content(bytes);
        lastWasContent = true;
        finished = false;
    }

    /** An event without data: a comment, a keep-alive. */
    void comment() {
        lastWasContent = false;
    }

    /** An event that is whole. The lines may be changed. */
    Fate event(byte[] lines) {
        SseEvent event = SseEvent.of(lines);
        return follow(event, grammar.read(event), lines);
    }

    /** What the provider sent last, without a blank line behind it: let through only if its data are whole. */
    Fate lastEvent(byte[] lines) {
        SseEvent event = SseEvent.of(lines);
        EventReading reading = grammar.read(event);
        boolean readable = reading.whole() || reading.kind() == EventKind.ERROR;
        return readable ? follow(event, reading, lines) : Fate.CUT;
    }

    /** The start of an event too long to be held; what it is has to be told from that. */
    Fate oversizedEvent(byte[] lines) {
        SseEvent head = SseEvent.of(lines);
        EventReading reading = grammar.read(head);
        EventKind kind = reading.kind();
        learnId(reading);
        oversizedIsLast = reading.finished();
        if (kind == EventKind.ERROR) {
            return fail(head);
        }
        oversized = kind == EventKind.LIFECYCLE && head.name() == null ? EventKind.CONTENT : kind;
        if (oversized != EventKind.LIFECYCLE) {
            content(lines.length);
        }
        JsonAnswerScan data = grammar.answerScan();
        data.feed(head.data(), head.data().length);
        oversizedData = data;
        return Fate.PASS;
    }

    /** More of an event too long to be held. */
    void moreOfOversizedEvent(ByteBuf bytes) {
        if (oversizedData != null) {
            oversizedData.feed(bytes);
        }
        contentBytes += oversized == EventKind.LIFECYCLE ? 0 : bytes.readableBytes();
    }

    void endOfOversizedEvent(EventScanner event) {
        if (oversizedData != null) {
            oversizedData.usage().ifPresent(this::remember);
            oversizedData = null;
        }
        if (oversized == EventKind.END) {
            state = StreamState.COMPLETE;
        }
        boolean givesReason = event.givesReason() && !grammar.reportsUsageInParts();
        finished = oversized == EventKind.CONTENT && (oversizedIsLast || givesReason);
        lastWasContent = oversized != EventKind.LIFECYCLE;
        oversized = null;
    }

    boolean isInOversizedEvent() {
        return oversized != null;
    }

    /** The provider has closed the stream. */
    void close() {
        if (state == StreamState.CONTENT && finished && oversized == null) {
            state = StreamState.COMPLETE;
        }
    }

    StreamState state() {
        return state;
    }

    /** Whether nothing that comes after can change anything. */
    boolean isOver() {
        return state == StreamState.FAILED || state == StreamState.COMPLETE;
    }

    Optional<byte[]> errorData() {
        return Optional.ofNullable(errorData);
    }

    @Nullable
    String answerId() {
        return answerId;
    }

    List<byte[]> usage() {
        return List.copyOf(usage);
    }

    long contentBytes() {
        return contentBytes;
    }

    long contentEvents() {
        return contentEvents;
    }

    private Fate follow(SseEvent event, EventReading reading, byte[] lines) {
        byte[] reported = reading.usage();
        if (reported != null) {
            remember(reported);
        }
        learnId(reading);
        lastWasContent = reading.kind() == EventKind.CONTENT;
        return switch (reading.kind()) {
            case LIFECYCLE -> hideUsage(event, reading, lines);
            case USAGE_ONLY -> swallowsUsage ? Fate.CUT : Fate.PASS;
            case ERROR -> fail(event);
            case CONTENT -> {
                content(lines.length);
                finished = reading.finished();
                yield hideUsage(event, reading, lines);
            }
            case END -> {
                state = StreamState.COMPLETE;
                yield Fate.PASS;
            }
        };
    }

    private void learnId(EventReading reading) {
        if (answerId == null) {
            answerId = reading.answerId();
        }
    }

    /** Gemini says on each chunk what was used so far; SDKs take the first usage they see for the stream's end. */
    private Fate hideUsage(SseEvent event, EventReading reading, byte[] lines) {
        byte[] unasked = reading.usage();
        boolean hides = swallowsUsage && reading.usageAt() >= 0 && event.dataAt() >= 0;
        if (!hides || unasked == null || unasked.length < NULL.length) {
            return Fate.PASS;
        }
        int at = event.dataAt() + reading.usageAt();
        Arrays.fill(lines, at, at + unasked.length, (byte) ' ');
        System.arraycopy(NULL, 0, lines, at, NULL.length);
        return Fate.CHANGED;
    }

    private void content(int bytes) {
        state = StreamState.CONTENT;
        contentBytes += bytes;
        contentEvents++;
    }

    private Fate fail(SseEvent event) {
        byte[] data = event.data();
        errorData = data.length > LONGEST_ERROR ? Arrays.copyOf(data, LONGEST_ERROR) : data;
        state = StreamState.FAILED;
        return Fate.STOP;
    }

    private void remember(byte[] reported) {
        int most = grammar.reportsUsageInParts() ? MOST_USAGE_PARTS : 1;
        if (usage.size() < most) {
            usage.add(reported);
        } else {
            usage.set(most - 1, reported);
        }
    }
}
