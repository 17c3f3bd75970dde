package dev.keyway.testkit.script;

import dev.keyway.testkit.dialect.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer in the making: what the dialect would say, open to the changes that a script asks for. */
final class Draft {

    /** How the client is told where the body ends. */
    enum Framing {
        LENGTH,
        CHUNKED,
        NONE
    }

    final List<Map.Entry<String, String>> headers = new ArrayList<>();
    List<Event> events;

    /** The whole body where it is no text; {@code null} where the events are the body. */
    byte @Nullable [] raw;

    int status = 200;
    Framing framing;
    Duration beforeHeaders = Duration.ZERO;
    Duration beforeBody = Duration.ZERO;
    Duration gap = Duration.ZERO;
    long bodyLimit = Long.MAX_VALUE;
    int lengthError;
    int pieceBytes;
    boolean gzip;
    boolean badChunks;
    boolean unterminated;
    Step.End end = Step.End.KEEP_ALIVE;

    Draft(List<Event> events, boolean stream) {
        this.events = new ArrayList<>(events);
        this.framing = stream ? Framing.CHUNKED : Framing.LENGTH;
    }

    void header(String name, String value) {
        headers.removeIf(header -> header.getKey().equalsIgnoreCase(name));
        headers.add(Map.entry(name, value));
    }

    void bytes(byte[] body) {
        raw = body;
        framing = Framing.LENGTH;
    }

    void body(String body) {
        raw = null;
        events = List.of(new Event(Event.Kind.CONTENT, body));
        framing = Framing.LENGTH;
    }

    /** Ends the connection after that many pieces of content; 0 is before the first. */
    void stopAfter(int pieces, Step.End how) {
        List<Event> kept = new ArrayList<>();
        int content = 0;
        for (Event event : events) {
            content += event.kind() == Event.Kind.CONTENT ? 1 : 0;
            if (content > pieces || (content == pieces && content > 0 && event.kind() != Event.Kind.CONTENT)) {
                break;
            }
            kept.add(event);
        }
        events = kept;
        unterminated = true;
        end = how;
    }
}
