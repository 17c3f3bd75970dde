package dev.keyway.filters.stream;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer that is not streamed as its bytes pass, in any pieces and of any length: whether it is one whole JSON
 * object (or, from Gemini, an array of them), whether it is an error in spite of its status, the usage it reports and,
 * where asked, the ids in it. Holds no more than these. Not thread-safe.
 */
public final class JsonAnswerScan {

    private static final int LONGEST_USAGE = 16 * 1024;
    private static final int USAGE = "usage".hashCode();
    private static final int USAGE_METADATA = "usageMetadata".hashCode();
    private static final int META = "meta".hashCode();
    private static final int ERROR = "error".hashCode();
    private static final int RESPONSE = "response".hashCode();
    private static final int TIER = "service_tier".hashCode();
    private static final int DATA = "data".hashCode();
    private static final int DURATION = "duration".hashCode();
    private static final int LONGEST_TIER = 64;

    private final int usageName;
    private final int otherUsageName;
    private final boolean takesArrays;
    private final byte[] piece = new byte[1024];
    private final ByteArrayOutputStream usage = new ByteArrayOutputStream(0);
    private final @Nullable AnswerIdScan ids;
    private boolean usageWhole;
    /** The depth inside the usage object while it is copied; 0 otherwise. */
    private int usageDepth;

    private final byte[] tier = new byte[LONGEST_TIER];
    private int tierLength;
    private boolean inTier;

    private final AnswerNumber duration = new AnswerNumber();
    private int images;

    private int depth;
    /** The depth of what stands around the object: 1 in an array, 0 otherwise. */
    private int around;

    private boolean started;
    private boolean broken;
    private boolean error;

    private boolean inString;
    private boolean escaped;
    private boolean nameExpected;
    private boolean inName;
    private boolean valueExpected;
    private int nameHash;
    private int parentHash;
    private boolean parentIsObject;

    /** Reads an answer whose usage is called {@code usage}. */
    public JsonAnswerScan() {
        this(USAGE, USAGE, false, null);
    }

    private JsonAnswerScan(int usageName, int otherUsageName, boolean takesArrays, @Nullable AnswerIdScan ids) {
        this.usageName = usageName;
        this.otherUsageName = otherUsageName;
        this.takesArrays = takesArrays;
        this.ids = ids;
    }

    /** Reads an answer of Gemini's own API, which is an array where a stream was asked for without {@code alt=sse}. */
    static JsonAnswerScan gemini() {
        return new JsonAnswerScan(USAGE_METADATA, USAGE_METADATA, true, null);
    }

    /** Reads an answer of Cohere's own API, which bills embeddings and rerankings in {@code meta}. */
    static JsonAnswerScan cohere() {
        return new JsonAnswerScan(USAGE, META, false, null);
    }

    /** Also finds what a later request may refer to. */
    static JsonAnswerScan withIds() {
        return new JsonAnswerScan(USAGE, USAGE, false, AnswerIdScan.ofResponses());
    }

    /** Also finds the audio of a chat completion that a later request may refer to. */
    static JsonAnswerScan withAudioIds() {
        return new JsonAnswerScan(USAGE, USAGE, false, AnswerIdScan.ofChat());
    }

    /** Reads the readable bytes; the buffer stays the caller's and its indices stay as they are. */
    public void feed(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex()) {
            int length = Math.min(piece.length, bytes.writerIndex() - at);
            bytes.getBytes(at, piece, 0, length);
            feed(piece, length);
            at += length;
        }
    }

    /** Whether what has come so far is one whole JSON object or array with nothing but white space around it. */
    public boolean isComplete() {
        return started && depth == 0 && !broken;
    }

    /** Whether the answer has an {@code error} that is not null: a failure, whatever the status says. */
    public boolean hasError() {
        return error;
    }

    /** The bytes of the usage object that stands at the top, or within {@code response}; the last one if repeated. */
    public Optional<byte[]> usage() {
        if (!usageWhole) {
            return Optional.empty();
        }
        byte[] reported = usage.toByteArray();
        return Optional.of(ids == null ? reported : ids.calls().addedTo(reported));
    }

    /** The service tier that is named at the top, or within {@code response}; empty if none is. */
    public String tier() {
        return inTier || tierLength > LONGEST_TIER ? "" : new String(tier, 0, tierLength, StandardCharsets.UTF_8);
    }

    /** Objects in the array {@code data} at the top: images of an image endpoint. */
    public int images() {
        return images;
    }

    /** The {@code duration} at the top in seconds, as of a transcript; one that has begun counts. 0 if there is none. */
    public long seconds() {
        return duration.roundedUp();
    }

    /** What a later request may refer to, as far as it has come; null where that was not asked for. */
    public @Nullable AnswerIds ids() {
        return ids == null ? null : ids.ids();
    }

    void feed(byte[] bytes, int length) {
        if (ids != null) {
            ids.feed(bytes, length);
        }
        int at = 0;
        while (at < length) {
            if (inString) {
                int end = string(bytes, at, length);
                copy(bytes, at, end);
                at = end;
            } else {
                structure(bytes[at]);
                copy(bytes, at, at + 1);
                endUsage();
                at++;
            }
        }
    }

    /** Reads on in a string; the index after its closing quote, or {@code length}. */
    private int string(byte[] bytes, int from, int length) {
        for (int at = from; at < length; at++) {
            byte b = bytes[at];
            if (escaped) {
                escaped = false;
            } else if (b == '\\') {
                escaped = true;
            } else if (b == '"') {
                inString = false;
                inName = false;
                inTier = false;
                return at + 1;
            }
            if (inName) {
                nameHash = 31 * nameHash + b;
            } else if (inTier) {
                nameTier(b);
            }
        }
        return length;
    }

    /** One that is too long for a name, or has an escape in it, is none. */
    private void nameTier(byte b) {
        if (tierLength < LONGEST_TIER && b != '\\') {
            tier[tierLength] = b;
            tierLength++;
        } else {
            tierLength = LONGEST_TIER + 1;
        }
    }

    private void structure(byte b) {
        duration.take(b);
        switch (b) {
            case ' ', '\n', '\r', '\t' -> {}
            case '{', '[' -> open(b);
            case '}', ']' -> close();
            case ',' -> nameExpected = atMembers();
            case ':' -> valueExpected = atMembers();
            case '"' -> openString();
            default -> value(b);
        }
    }

    private void open(byte b) {
        value(b);
        if (broken) {
            return;
        }
        depth++;
        started = true;
        if (depth == 2 + around) {
            parentHash = nameHash;
            parentIsObject = b == '{';
        }
        if (depth == 3 + around && !parentIsObject && parentHash == DATA && b == '{') {
            images++;
        }
        nameExpected = b == '{' && atMembers();
    }

    private void close() {
        broken |= depth == 0;
        depth = Math.max(0, depth - 1);
        nameExpected = false;
        valueExpected = false;
    }

    private void openString() {
        inString = true;
        if (nameExpected) {
            nameExpected = false;
            inName = true;
            nameHash = 0;
        } else {
            value((byte) '"');
        }
    }

    /** A value begins, or goes on. */
    private void value(byte first) {
        if (depth == 0) {
            boolean array = takesArrays && first == '[';
            broken |= started || (first != '{' && !array);
            around = array ? 1 : 0;
        }
        if (!valueExpected) {
            return;
        }
        valueExpected = false;
        if (depth == 1 + around && nameHash == ERROR) {
            error |= first != 'n';
        } else if (depth == 1 + around && nameHash == DURATION) {
            duration.begin(first);
        } else if (nameHash == TIER && first == '"') {
            inTier = true;
            tierLength = 0;
        } else if (isUsage() && first == '{' && usageDepth == 0) {
            usage.reset();
            usageWhole = false;
            usageDepth = depth + 1;
        }
    }

    private boolean isUsage() {
        return nameHash == usageName || nameHash == otherUsageName;
    }

    /** Whether the names of the members here matter: at the top, and in {@code response}. */
    private boolean atMembers() {
        return depth == 1 + around || (depth == 2 + around && parentIsObject && parentHash == RESPONSE);
    }

    private void copy(byte[] bytes, int from, int to) {
        if (usageDepth > 0 && usage.size() <= LONGEST_USAGE) {
            usage.write(bytes, from, to - from);
        }
    }

    private void endUsage() {
        if (usageDepth > 0 && depth < usageDepth) {
            usageWhole = usage.size() <= LONGEST_USAGE;
            usageDepth = 0;
        }
    }
}
