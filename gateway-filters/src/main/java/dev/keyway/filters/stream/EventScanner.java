package dev.keyway.filters.stream;

/**
 * Finds where events end and marks those that may hold more than content, in one pass over bytes that come in any
 * pieces, and counts the bytes of the text in them. A mark says only "look closer": it is set by a member's name with a value other than null, wherever it
 * stands. Text that a model wrote cannot set one, since its quotes are escaped.
 */
class EventScanner {

    private static final int LINE_START = 0;
    private static final int FIELD = 1;
    private static final int NAME_START = 2;
    private static final int NAME = 3;
    private static final int DATA_START = 4;
    private static final int BLANK_TAKEN = 5;
    private static final int DATA = 6;
    private static final int AFTER_NAME = 7;
    private static final int BEFORE_VALUE = 8;
    private static final int IGNORED = 9;
    private static final int TEXT = 10;

    private static final int DATA_FIELD = "data".hashCode();
    private static final int EVENT_FIELD = "event".hashCode();

    private static final long SEVEN_BYTES = 0x00FF_FFFF_FFFF_FFFFL;
    private static final long USAGE = lastBytes("\"usage\"");
    private static final long ERROR = lastBytes("\"error\"");
    private static final long AUDIO = lastBytes("\"audio\"");
    /** Ends {@code "finish_reason"} and {@code "stop_reason"}. */
    private static final long REASON = lastBytes("_reason\"");
    /** Ends {@code "finishReason"}. */
    private static final long CAMEL_REASON = lastBytes("hReason\"");

    private final TextCounter text;
    private int mode = LINE_START;
    private boolean afterCarriageReturn;
    private boolean eventJustEnded = true;
    private int hash;
    private long window;

    private int name;
    private boolean data;
    private boolean marked;
    private boolean reasonGiven;

    EventScanner(TextMembers text) {
        this.text = new TextCounter(text);
    }

    /**
     * Reads on from where the last call ended.
     *
     * @return the index after the event's last byte, or -1 if the event goes on beyond {@code to}. A line feed that
     *     may still follow a closing carriage return is left to {@link #takesLineFeed}
     */
    final int scan(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (mode == DATA) {
                at = scanData(bytes, at, to);
                continue;
            }
            if (mode == TEXT) {
                at = scanText(bytes, at, to);
                continue;
            }
            byte b = bytes[at];
            if (b == '\n' || b == '\r') {
                boolean emptyLine = mode == LINE_START && !(b == '\n' && afterCarriageReturn);
                endLine(b);
                at++;
                if (emptyLine) {
                    eventJustEnded = true;
                    return at;
                }
            } else if (readsAgain(b)) {
                mode = DATA;
            } else {
                at++;
            }
        }
        return -1;
    }

    /** Whether a line feed that comes next still belongs to the event that has just ended; if so it is taken. */
    final boolean takesLineFeed(byte next) {
        boolean takes = eventJustEnded && afterCarriageReturn && next == '\n';
        if (takes) {
            afterCarriageReturn = false;
        }
        return takes;
    }

    /** The hash of the event's name as {@link String#hashCode} has it; 0 for none. */
    int nameHash() {
        return name;
    }

    /** Whether the event has data at all: others are comments and keep-alives. */
    boolean hasData() {
        return data;
    }

    /** Whether the event has to be looked at closer. */
    boolean isMarked() {
        return marked;
    }

    /** Whether a member in the event seems to give the reason why the answer ends. */
    boolean givesReason() {
        return reasonGiven;
    }

    /** The bytes of the text in the event so far. */
    long textBytes() {
        return text.bytes();
    }

    /** Forgets the event that has ended. */
    void startEvent() {
        text.startEvent();
        name = 0;
        data = false;
        marked = false;
        reasonGiven = false;
    }

    private int scanData(byte[] bytes, int from, int to) {
        long last = window;
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (b == '\n' || b == '\r') {
                endLine(b);
                return at + 1;
            }
            last = last << 8 | (b & 0xFF);
            if (b == '"' && (isMark(last) || text.isName(last))) {
                mode = AFTER_NAME;
                window = last;
                return at + 1;
            }
        }
        window = last;
        return to;
    }

    private int scanText(byte[] bytes, int from, int to) {
        int at = text.read(bytes, from, to);
        if (!text.isExpected()) {
            mode = DATA;
            window = 0;
        } else if (at < to) {
            endLine(bytes[at]);
            return at + 1;
        }
        return at;
    }

    private static boolean isMark(long last) {
        long seven = last & SEVEN_BYTES;
        return last == REASON || last == CAMEL_REASON || seven == USAGE || seven == ERROR || seven == AUDIO;
    }

    private void endLine(byte b) {
        if (mode == AFTER_NAME || mode == BEFORE_VALUE) {
            marked = true;
        }
        text.expectNothing();
        mode = LINE_START;
        afterCarriageReturn = b == '\r';
    }

    /** Takes one byte outside of data; true where it has to be read again as data. */
    private boolean readsAgain(byte b) {
        switch (mode) {
            case LINE_START -> {
                afterCarriageReturn = false;
                eventJustEnded = false;
                hash = 0;
                startValueOrExtendField(b);
            }
            case FIELD -> startValueOrExtendField(b);
            case NAME_START -> {
                mode = NAME;
                if (b != ' ') {
                    name = 31 * name + b;
                }
            }
            case NAME -> name = 31 * name + b;
            case DATA_START -> {
                data = true;
                window = 0;
                if (b != ' ') {
                    marked |= b != '{';
                    return true;
                }
                mode = BLANK_TAKEN;
            }
            case BLANK_TAKEN -> {
                marked |= b != '{';
                return true;
            }
            case AFTER_NAME -> {
                if (b == ':') {
                    mode = BEFORE_VALUE;
                } else if (!isBlank(b)) {
                    text.expectNothing();
                    return true;
                }
            }
            case BEFORE_VALUE -> {
                if (!isBlank(b)) {
                    return isDataAgain(b);
                }
            }
            default -> {}
        }
        return false;
    }

    /** A value begins; the bytes of a text are not looked at as data. */
    private boolean isDataAgain(byte first) {
        if (!text.isExpected()) {
            marked |= first != 'n';
            reasonGiven |= first == '"' && (window == REASON || window == CAMEL_REASON);
        } else if (first == '"') {
            mode = TEXT;
            return false;
        }
        text.expectNothing();
        return true;
    }

    private void startValueOrExtendField(byte b) {
        if (b != ':') {
            hash = 31 * hash + b;
            mode = FIELD;
        } else if (hash == DATA_FIELD) {
            mode = DATA_START;
        } else if (hash == EVENT_FIELD) {
            name = 0;
            mode = NAME_START;
        } else {
            mode = IGNORED;
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static long lastBytes(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            bytes = bytes << 8 | text.charAt(i);
        }
        return bytes;
    }
}
