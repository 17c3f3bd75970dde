package dev.keyway.testkit.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one operation of one provider is answered. */
public interface Answer {

    /** The body of an answer that is not streamed, as JSON. */
    String whole(Ask ask, Content content);

    /** The bytes of an answer that is not streamed, where it is no JSON; {@code null} if it is. */
    default byte @Nullable [] bytes(Ask ask, Content content) {
        return null;
    }

    /** The content type of an answer that is not streamed. */
    default String type(Ask ask) {
        return "application/json";
    }

    /** The events of a streamed answer; by default the operation has none and the whole answer is one event. */
    default List<Event> events(Ask ask, Content content) {
        return List.of(new Event(Event.Kind.CONTENT, whole(ask, content)));
    }

    /** Whether the operation can stream. */
    default boolean streams() {
        return false;
    }

    /** The content type of a stream. */
    default String streamType() {
        return "text/event-stream; charset=utf-8";
    }
}
