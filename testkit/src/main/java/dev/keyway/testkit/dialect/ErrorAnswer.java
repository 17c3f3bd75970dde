package dev.keyway.testkit.dialect;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A provider's error as it goes over the wire.
 *
 * @param status the HTTP status; without meaning inside a stream
 * @param headers headers that belong to the error, besides those of every answer
 * @param body the JSON body
 * @param eventName the {@code event:} name of the error inside a stream, {@code ""} for data alone
 */
public record ErrorAnswer(int status, Map<String, String> headers, String body, String eventName) {

    ErrorAnswer(int status, String body, String eventName) {
        this(status, Map.of(), body, eventName);
    }

    /** The same with one more header. */
    public ErrorAnswer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ErrorAnswer(status, more, body, eventName);
    }

    /** The same with {@code retry-after} in whole seconds, rounded up. */
    public ErrorAnswer retryAfter(Duration wait) {
        return header("retry-after", Long.toString(wait.plusMillis(999).toSeconds()));
    }

    /** The same with {@code retry-after-ms}, as OpenAI and Azure send it. */
    public ErrorAnswer retryAfterMillis(Duration wait) {
        return header("retry-after-ms", Long.toString(wait.toMillis()));
    }

    /** The error as an event inside a 200 stream. */
    public Event event() {
        return eventName.isEmpty()
                ? Event.data(Event.Kind.ERROR, body)
                : Event.named(Event.Kind.ERROR, eventName, body);
    }
}
