package dev.keyway.filters.observe;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.JsonWriterStructuredLogFormatter;

/**
 * A line of the log as a JSON object: {@code time}, {@code level}, {@code logger}, {@code message}, what the event and
 * its context add, such as {@code requestId}, and {@code exception} with a stack trace. The access log has the same
 * first members.
 */
public final class JsonLine extends JsonWriterStructuredLogFormatter<ILoggingEvent> {

    /** Made by Spring Boot's encoder, which gives what prints stack traces. */
    public JsonLine(ThrowableProxyConverter traces) {
        super(members -> write(members, traces), null);
    }

    private static void write(JsonWriter.Members<ILoggingEvent> members, ThrowableProxyConverter traces) {
        members.add("time", event -> event.getInstant().toString());
        members.add("level", event -> event.getLevel().toString());
        members.add("logger", ILoggingEvent::getLoggerName);
        members.add("message", ILoggingEvent::getFormattedMessage);
        members.add().usingPairs(JsonLine::context);
        members.add("exception", event -> event)
                .when(event -> event.getThrowableProxy() != null)
                .as(traces::convert);
    }

    private static void context(ILoggingEvent event, BiConsumer<String, String> pairs) {
        event.getMDCPropertyMap().forEach(pairs);
        List<KeyValuePair> given = event.getKeyValuePairs();
        if (given != null) {
            for (KeyValuePair pair : given) {
                if (pair.value != null) {
                    pairs.accept(pair.key, pair.value.toString());
                }
            }
        }
    }
}
