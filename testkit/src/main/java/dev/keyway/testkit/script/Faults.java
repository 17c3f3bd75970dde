package dev.keyway.testkit.script;

import dev.keyway.testkit.dialect.ErrorAnswer;
import dev.keyway.testkit.dialect.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What may be changed about an answer before it goes out: its timing, its headers, and all its faults. */
public abstract sealed class Faults permits Reply {

    public Reply header(String name, String value) {
        return with(draft -> draft.header(name, value));
    }

    public Reply contentType(String type) {
        return header("content-type", type);
    }

    /** A body instead of the one that the dialect has. */
    public Reply body(String body) {
        return with(draft -> draft.body(body));
    }

    /** Time to pass before the first byte of the headers. */
    public Reply delay(Duration duration) {
        return with(draft -> draft.beforeHeaders = duration);
    }

    /** Time to pass between the headers and the first byte of the body. */
    public Reply delayBody(Duration duration) {
        return with(draft -> draft.beforeBody = duration);
    }

    /** Time to pass between two chunks. */
    public Reply gap(Duration duration) {
        return with(draft -> draft.gap = duration);
    }

    /** Closes in good order after that many pieces of content; 0 is after the lifecycle events. */
    public Reply cutAfter(int pieces) {
        return with(draft -> draft.stopAfter(pieces, Step.End.FIN));
    }

    /** Closes in good order after that many bytes of the body, chunk framing included. */
    public Reply cutAfterBytes(long bytes) {
        return with(draft -> {
            draft.bodyLimit = bytes;
            draft.end = Step.End.FIN;
        });
    }

    /** Resets the connection after that many pieces of content. */
    public Reply resetAfter(int pieces) {
        return with(draft -> draft.stopAfter(pieces, Step.End.RST));
    }

    /** Resets the connection after the headers of the answer. */
    public Reply resetAfterHeaders() {
        return with(draft -> {
            draft.bodyLimit = 0;
            draft.end = Step.End.RST;
        });
    }

    /** Falls silent after that many pieces of content, the connection left open. */
    public Reply silentAfter(int pieces) {
        return with(draft -> draft.stopAfter(pieces, Step.End.HANG));
    }

    /** The error as the very first event of the stream, then its end. */
    public Reply errorFirst(ErrorAnswer error) {
        return with(draft -> draft.events = List.of(error.event()));
    }

    /** The error after that many pieces of content, then the end of the stream without its terminator. */
    public Reply errorAfter(int pieces, ErrorAnswer error) {
        return with(draft -> {
            draft.stopAfter(pieces, Step.End.KEEP_ALIVE);
            draft.unterminated = false;
            draft.events.add(error.event());
        });
    }

    /** The stream ends in good order, but without {@code [DONE]}, {@code message_stop} or {@code response.completed}. */
    public Reply withoutTerminator() {
        return with(draft -> draft.events.removeIf(event -> event.kind() == Event.Kind.END));
    }

    /** The stream ends in good order after the content: no finish reason, no usage, no terminator. */
    public Reply withoutFinish() {
        return with(draft -> draft.events.removeIf(
                event -> event.kind() != Event.Kind.LIFECYCLE && event.kind() != Event.Kind.CONTENT));
    }

    /** Content-Length off by that much: above 0 promises more than comes, then closes; below 0 promises less. */
    public Reply contentLengthOff(int bytes) {
        return with(draft -> {
            draft.framing = Draft.Framing.LENGTH;
            draft.lengthError = bytes;
            draft.end = Step.End.FIN;
        });
    }

    /** Chunk sizes that are no numbers. */
    public Reply badChunking() {
        return with(draft -> {
            draft.framing = Draft.Framing.CHUNKED;
            draft.badChunks = true;
            draft.end = Step.End.FIN;
        });
    }

    /** Neither length nor chunks: the body ends where the connection does. */
    public Reply untilClose() {
        return with(draft -> {
            draft.framing = Draft.Framing.NONE;
            draft.header("connection", "close");
            draft.end = Step.End.FIN;
        });
    }

    /** Half of the body, framed as if it were all. */
    public Reply halfBody() {
        return with(draft -> {
            String whole = draft.events.stream().map(Event::wire).reduce("", String::concat);
            draft.body(whole.substring(0, whole.length() / 2));
        });
    }

    /** One line of a stream that never ends until that many bytes are sent. */
    public Reply endlessLine(long bytes) {
        return with(draft -> {
            Event part = new Event(Event.Kind.CONTENT, "x".repeat(8192));
            List<Event> events = new ArrayList<>();
            events.add(new Event(Event.Kind.CONTENT, "data: {\"choices\":[{\"delta\":{\"content\":\""));
            for (long sent = 0; sent < bytes; sent += part.wire().length()) {
                events.add(part);
            }
            draft.events = events;
            draft.framing = Draft.Framing.CHUNKED;
        });
    }

    /** Compressed, whatever the client accepts. */
    public Reply gzip() {
        return header("content-encoding", "gzip").with(draft -> draft.gzip = true);
    }

    /** One header of that many bytes. */
    public Reply hugeHeader(int bytes) {
        return header("x-huge", "h".repeat(bytes));
    }

    /** Writes at most that many bytes at once, with the gap between: cuts through events, lines and characters. */
    public Reply inPiecesOf(int bytes) {
        return with(draft -> draft.pieceBytes = bytes);
    }

    /** Closes the connection after the answer without having said so. */
    public Reply thenClose() {
        return with(draft -> draft.end = Step.End.FIN);
    }

    abstract Reply with(Consumer<Draft> change);
}
