package dev.keyway.admin.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.logging.structured.StructuredLogFormatter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A line as a JSON object, with the members that the gateway's lines have: time, level, logger, message, requestId. */
public final class JsonLine implements StructuredLogFormatter<ILoggingEvent> {

    private static final String REQUEST_ID = "requestId";

    private final JsonMapper json = new JsonMapper();
    private final ThrowableProxyConverter stack = new ThrowableProxyConverter();

    public JsonLine() {
        stack.start();
    }

    @Override
    public String format(ILoggingEvent event) {
        ObjectNode line = json.createObjectNode();
        line.put("time", event.getInstant().toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("message", event.getFormattedMessage());
        String requestId = event.getMDCPropertyMap().get(REQUEST_ID);
        if (requestId != null) {
            line.put(REQUEST_ID, requestId);
        }
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> line.set(pair.key, json.valueToTree(pair.value)));
        }
        if (event.getThrowableProxy() != null) {
            line.put("exception", stack.convert(event));
        }
        return json.writeValueAsString(line) + "\n";
    }
}
