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
    private @Nullable EventKind oversized;
    private @Nullable JsonAnswerScan oversizedData;
    private long textBytes;
    private long textEvents;
    private long contentEvents;
    private long events;
    private byte @Nullable [] errorData;
    private @Nullable AnswerIds ids;
    private String tier = "";
    private boolean oversizedIsLast;

    StreamProgress(StreamGrammar grammar, boolean swallowsUsage) {
        this.grammar = grammar;
        this.swallowsUsage = swallowsUsage;
    }

    /** Whether an event is content for sure, so that nobody needs to read it. */
    boolean isPlainContent(EventScanner event) {
        return state == StreamState.CONTENT && !event.isMarked() && grammar.isPlainContent(event.nameHash());
    }

    void plainContent(EventScanner event) {
        events++;
        content();
        said(event, 0);
        finished = false;
    }

    /** An event that is whole. The lines may be changed. */
    Fate event(EventScanner scanned, byte[] lines) {
        SseEvent event = SseEvent.of(lines);
        return follow(scanned, event, grammar.read(event), lines);
    }

    /** What the provider sent last, without a blank line behind it: let through only if its data are whole. */
    Fate lastEvent(EventScanner scanned, byte[] lines) {
        SseEvent event = SseEvent.of(lines);
        EventReading reading = grammar.read(event);
        boolean readable = reading.whole() || reading.kind() == EventKind.ERROR;
        return readable ? follow(scanned, event, reading, lines) : Fate.CUT;
    }

    /** The start of an event too long to be held; what it is has to be told from that. */
    Fate oversizedEvent(byte[] lines) {
        SseEvent head = SseEvent.of(lines);
        EventReading reading = grammar.read(head);
        EventKind kind = reading.kind();
        learnIds(reading.ids());
        learnTier(reading.tier());
        oversizedIsLast = reading.finished();
        if (kind == EventKind.ERROR) {
            return fail(head);
        }
        oversized = kind == EventKind.LIFECYCLE && head.name() == null ? EventKind.CONTENT : kind;
        if (oversized != EventKind.LIFECYCLE) {
            content();
        }
        events++;
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
    }

    void endOfOversizedEvent(EventScanner event) {
        if (oversizedData != null) {
            oversizedData.usage().ifPresent(this::remember);
            learnIds(oversizedData.ids());
            learnTier(oversizedData.tier());
            oversizedData = null;
        }
        if (oversized == EventKind.END) {
            state = StreamState.COMPLETE;
        }
        finished = oversized == EventKind.CONTENT && (oversizedIsLast || event.givesReason());
        if (oversized == EventKind.CONTENT) {
            said(event, 0);
        }
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
    AnswerIds ids() {
        return ids;
    }

    /** The service tier that the stream has named last, outside of usage; empty if it has named none. */
    String tier() {
        return tier;
    }

    List<byte[]> usage() {
        return List.copyOf(usage);
    }

    /** Counts what has come of an event that goes on as it comes, too. */
    StreamTally tally(EventScanner event) {
        long unfinished = oversized == EventKind.CONTENT ? event.textBytes() : 0;
        return new StreamTally(events, contentEvents, textEvents + (unfinished > 0 ? 1 : 0), textBytes + unfinished);
    }

    private Fate follow(EventScanner scanned, SseEvent event, EventReading reading, byte[] lines) {
        byte[] reported = reading.usage();
        if (reported != null) {
            remember(reported);
        }
        learnIds(reading.ids());
        learnTier(reading.tier());
        events++;
        return switch (reading.kind()) {
            case LIFECYCLE -> hideUsage(event, reading, lines);
            case USAGE_ONLY -> swallowsUsage ? Fate.CUT : Fate.PASS;
            case ERROR -> fail(event);
            case CONTENT -> {
                content();
                said(scanned, reading.arguments());
                finished = reading.finished();
                yield hideUsage(event, reading, lines);
            }
            case END -> {
                state = StreamState.COMPLETE;
                yield Fate.PASS;
            }
        };
    }

    private void learnIds(@Nullable AnswerIds more) {
        if (ids == null) {
            ids = more;
        } else if (more != null) {
            ids.addAll(more);
        }
    }

    private void learnTier(String named) {
        tier = named.isEmpty() ? tier : named;
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

    private void content() {
        state = StreamState.CONTENT;
        contentEvents++;
    }

    private void said(EventScanner event, int arguments) {
        long bytes = grammar.repeatsText(event.nameHash()) ? 0 : event.textBytes() + arguments;
        textBytes += bytes;
        textEvents += bytes > 0 ? 1 : 0;
    }

    private Fate fail(SseEvent event) {
        byte[] data = event.data();
        errorData = data.length > LONGEST_ERROR ? Arrays.copyOf(data, LONGEST_ERROR) : data;
        state = StreamState.FAILED;
        return Fate.STOP;
    }

    /** Later reports may leave out, or repeat as zero, what earlier ones said: the first few stay, and the last. */
    private void remember(byte[] reported) {
        if (usage.size() < MOST_USAGE_PARTS) {
            usage.add(reported);
        } else {
            usage.set(MOST_USAGE_PARTS - 1, reported);
        }
    }
}
