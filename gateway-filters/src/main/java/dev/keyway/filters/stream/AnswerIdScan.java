package dev.keyway.filters.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link AnswerIds} in an answer of OpenAI's responses, or in one event of them, as its bytes pass in any pieces:
 * at the top or in {@code response} the answer's {@code id} and its items in {@code output}, and the {@code item} of an event.
 * Of a chat completion it finds {@code choices[].message.audio.id}. Ids and contents with escapes are passed over: no provider has them.
 */
final class AnswerIdScan {

    /** What an open container is; only the members of these are looked at. */
    private enum Place {
        TOP,
        RESPONSE,
        ITEMS,
        ITEM,
        CHAT,
        CHOICES,
        CHOICE,
        MESSAGE,
        OTHER
    }

    private enum Text {
        PASSED_OVER,
        NAME,
        ANSWER_ID,
        ITEM_ID,
        ITEM_TYPE,
        ENCRYPTED
    }

    private static final int ID = "id".hashCode();
    private static final int TYPE = "type".hashCode();
    private static final int OUTPUT = "output".hashCode();
    private static final int RESPONSE = "response".hashCode();
    private static final int AN_ITEM = "item".hashCode();
    private static final int CHOICES = "choices".hashCode();
    private static final int MESSAGE = "message".hashCode();
    private static final int AUDIO = "audio".hashCode();
    private static final int ENCRYPTED_CONTENT = "encrypted_content".hashCode();

    private final Place top;
    private final AnswerIds ids = new AnswerIds();
    private final HostedCalls calls = new HostedCalls();
    private final Place[] places = new Place[Place.values().length];
    private final ByteArrayOutputStream id = new ByteArrayOutputStream(64);
    private @Nullable MessageDigest digest;

    private int depth;
    /** How many of the open containers, from the outermost, are places. */
    private int known;

    private boolean nameExpected;
    private boolean valueExpected;
    private int nameHash;
    private boolean inString;
    private boolean escaped;
    private Text text = Text.PASSED_OVER;

    private AnswerIdScan(Place top) {
        this.top = top;
    }

    static AnswerIdScan ofResponses() {
        return new AnswerIdScan(Place.TOP);
    }

    static AnswerIdScan ofChat() {
        return new AnswerIdScan(Place.CHAT);
    }

    AnswerIds ids() {
        return ids;
    }

    /** Calls of hosted tools among the items. */
    HostedCalls calls() {
        return calls;
    }

    void feed(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            if (inString) {
                at = string(bytes, at, length);
            } else {
                structure(bytes[at]);
                at++;
            }
        }
    }

    private void structure(byte b) {
        switch (b) {
            case ' ', '\n', '\r', '\t' -> {}
            case '{', '[' -> open(b);
            case '}', ']' -> close();
            case ',' -> nameExpected = isInPlace() && !isArray(places[known - 1]);
            case ':' -> valueExpected = isInPlace();
            case '"' -> openString();
            default -> valueExpected = false;
        }
    }

    private static boolean isArray(Place place) {
        return place == Place.ITEMS || place == Place.CHOICES;
    }

    private void open(byte b) {
        Place inner = isInPlace() || depth == 0 ? opened(b) : Place.OTHER;
        depth++;
        valueExpected = false;
        if (inner != Place.OTHER) {
            places[known] = inner;
            known = depth;
        }
        nameExpected = b == '{' && isInPlace();
    }

    private Place opened(byte b) {
        boolean object = b == '{';
        if (depth == 0) {
            return object ? top : Place.OTHER;
        }
        return switch (places[known - 1]) {
            case TOP -> inTop(object);
            case RESPONSE -> nameHash == OUTPUT && !object ? Place.ITEMS : Place.OTHER;
            case ITEMS -> object ? Place.ITEM : Place.OTHER;
            case CHAT -> nameHash == CHOICES && !object ? Place.CHOICES : Place.OTHER;
            case CHOICES -> object ? Place.CHOICE : Place.OTHER;
            case CHOICE -> nameHash == MESSAGE && object ? Place.MESSAGE : Place.OTHER;
            case MESSAGE -> nameHash == AUDIO && object ? Place.ITEM : Place.OTHER;
            case ITEM, OTHER -> Place.OTHER;
        };
    }

    private Place inTop(boolean object) {
        if (!object) {
            return nameHash == OUTPUT ? Place.ITEMS : Place.OTHER;
        }
        return nameHash == RESPONSE ? Place.RESPONSE : nameHash == AN_ITEM ? Place.ITEM : Place.OTHER;
    }

    private void close() {
        if (isInPlace()) {
            known--;
        }
        depth = Math.max(0, depth - 1);
        nameExpected = false;
        valueExpected = false;
    }

    private boolean isInPlace() {
        return depth == known && known > 0;
    }

    private void openString() {
        inString = true;
        text = meaning();
        nameExpected = false;
        valueExpected = false;
        switch (text) {
            case NAME -> nameHash = 0;
            case ANSWER_ID, ITEM_ID, ITEM_TYPE -> id.reset();
            case ENCRYPTED -> digest = AnswerIds.digest();
            case PASSED_OVER -> {}
        }
    }

    private Text meaning() {
        if (nameExpected) {
            return Text.NAME;
        }
        if (!valueExpected) {
            return Text.PASSED_OVER;
        }
        return switch (places[known - 1]) {
            case TOP, RESPONSE -> nameHash == ID ? Text.ANSWER_ID : Text.PASSED_OVER;
            case ITEM ->
                nameHash == ID
                        ? Text.ITEM_ID
                        : nameHash == TYPE
                                ? Text.ITEM_TYPE
                                : nameHash == ENCRYPTED_CONTENT ? Text.ENCRYPTED : Text.PASSED_OVER;
            case ITEMS, CHAT, CHOICES, CHOICE, MESSAGE, OTHER -> Text.PASSED_OVER;
        };
    }

    /** Reads on in a string; the index after its closing quote, or {@code length}. */
    private int string(byte[] bytes, int from, int length) {
        int at = from;
        while (at < length) {
            byte b = bytes[at];
            if (escaped) {
                escaped = false;
            } else if (b == '\\') {
                escaped = true;
                text = text == Text.NAME ? Text.NAME : Text.PASSED_OVER;
            } else if (b == '"') {
                keep(bytes, from, at);
                inString = false;
                closeString();
                return at + 1;
            }
            at++;
        }
        keep(bytes, from, length);
        return length;
    }

    private void keep(byte[] bytes, int from, int to) {
        switch (text) {
            case NAME -> {
                for (int at = from; at < to; at++) {
                    nameHash = 31 * nameHash + bytes[at];
                }
            }
            case ANSWER_ID, ITEM_ID, ITEM_TYPE -> {
                id.write(bytes, from, Math.min(to - from, AnswerIds.LONGEST_ID + 1 - id.size()));
            }
            case ENCRYPTED -> {
                if (digest != null) {
                    digest.update(bytes, from, to - from);
                }
            }
            case PASSED_OVER -> {}
        }
    }

    private void closeString() {
        switch (text) {
            case ANSWER_ID -> ids.answer(id.toString(StandardCharsets.UTF_8));
            case ITEM_ID -> ids.item(id.toString(StandardCharsets.UTF_8));
            case ITEM_TYPE -> calls.count(id.toString(StandardCharsets.UTF_8));
            case ENCRYPTED -> {
                if (digest != null) {
                    ids.encrypted(AnswerIds.named(digest));
                    digest = null;
                }
            }
            case NAME, PASSED_OVER -> {}
        }
    }
}
