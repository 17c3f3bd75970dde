package dev.keyway.filters.body;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the parts of a form in one pass. Lines may end in CRLF or in LF alone; since a receiver that takes CRLF only
 * would see fewer parts, never others, nothing can be hidden from this scan that another shows.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1">RFC 2046, section 5.1</a>
 */
final class FormScanner {

    /** The most parts that a form may have. */
    private static final int MAX_PARTS = 1024;

    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private final ByteBuf body;
    private final byte[] dashes;
    private final int from;
    private final int to;
    private final byte[] window = new byte[8 * 1024];
    private int windowStart;
    private int windowBytes;
    private boolean closed;

    FormScanner(ByteBuf body, String boundary) {
        this.body = body;
        this.dashes = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.from = body.readerIndex();
        this.to = body.writerIndex();
    }

    List<FormPart> parts() {
        List<FormPart> parts = new ArrayList<>();
        int delimiter = nextDelimiter(from);
        if (delimiter < 0) {
            throw broken("the boundary that the Content-Type names does not occur");
        }
        int start = afterDelimiter(delimiter);
        while (!closed) {
            int next = nextDelimiter(start);
            if (next < 0) {
                throw broken("it is cut off: its last part is not closed");
            }
            if (parts.size() == MAX_PARTS) {
                throw broken("it has more than " + MAX_PARTS + " parts");
            }
            parts.add(part(start, next));
            start = afterDelimiter(next);
        }
        if (nextDelimiter(start) >= 0) {
            throw broken("a part follows after its end");
        }
        return parts;
    }

    static GatewayException broken(String what) {
        return new GatewayException(ErrorCode.INVALID_REQUEST, "The multipart body cannot be read: " + what + ".");
    }

    /** Where the next line begins that starts with the boundary; -1 if there is none. */
    private int nextDelimiter(int start) {
        // Of two dashes one stands at each second place, so every second byte needs no look.
        for (int at = start; at < to; at += 2) {
            if (byteAt(at) == '-') {
                int first = at > start && byteAt(at - 1) == '-' ? at - 1 : at;
                if (isDelimiter(first)) {
                    return first;
                }
            }
        }
        return -1;
    }

    private boolean isDelimiter(int at) {
        if (at + dashes.length > to || (at > from && byteAt(at - 1) != '\n')) {
            return false;
        }
        for (int i = 0; i < dashes.length; i++) {
            if (byteAt(at + i) != dashes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the line after a delimiter begins. A closing delimiter may be the end of the body. */
    private int afterDelimiter(int delimiter) {
        int at = delimiter + dashes.length;
        if (at + 1 < to && byteAt(at) == '-' && byteAt(at + 1) == '-') {
            closed = true;
            return at + 2;
        }
        while (at < to && (byteAt(at) == ' ' || byteAt(at) == '\t')) {
            at++;
        }
        if (at < to && byteAt(at) == '\r') {
            at++;
        }
        if (at >= to || byteAt(at) != '\n') {
            throw broken("something follows the boundary on its line");
        }
        return at + 1;
    }

    private FormPart part(int start, int delimiter) {
        PartHeaders headers = new PartHeaders();
        int at = start;
        while (true) {
            int lineEnd = at < delimiter ? body.indexOf(at, delimiter, (byte) '\n') : -1;
            if (lineEnd < 0 || lineEnd - start > MAX_HEADER_BYTES) {
                throw broken("the headers of a part do not end");
            }
            int end = lineEnd > at && byteAt(lineEnd - 1) == '\r' ? lineEnd - 1 : lineEnd;
            if (end == at) {
                return headers.part(lineEnd + 1, Math.max(lineEnd + 1, contentEnd(delimiter)));
            }
            headers.line(body.toString(at, end - at, StandardCharsets.UTF_8));
            at = lineEnd + 1;
        }
    }

    /** The line end before a delimiter belongs to it. */
    private int contentEnd(int delimiter) {
        int end = delimiter - 1;
        return end > from && byteAt(end - 1) == '\r' ? end - 1 : end;
    }

    /** Bytes are looked at in the heap, many at a time: one by one each would be checked against the buffer's bounds. */
    private byte byteAt(int at) {
        int offset = at - windowStart;
        if (offset < 0 || offset >= windowBytes) {
            // What stands just before is looked at next.
            windowStart = Math.max(from, at - 2);
            windowBytes = Math.min(window.length, to - windowStart);
            body.getBytes(windowStart, window, 0, windowBytes);
            offset = at - windowStart;
        }
        return window[offset];
    }
}
