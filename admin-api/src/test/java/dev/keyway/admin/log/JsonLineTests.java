package dev.keyway.admin.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line as JSON. */
class JsonLineTests {

    private final LoggerContext context = new LoggerContext();

    @Test
    void aLineIsOneObjectWhateverTheMessageHolds() {
        LoggingEvent event = event("it says \"{}\"\nand goes on", new Object[] {"a\tb"});
        event.setMDCPropertyMap(Map.of("requestId", "r-1", "other", "x"));
        event.setKeyValuePairs(List.of(new KeyValuePair("status", 200), new KeyValuePair("route", "/x")));
        String line = new JsonLine().format(event);
        assertThat(line).endsWith("\n");
        assertThat(line.lines()).hasSize(1);
        JsonNode json = new JsonMapper().readTree(line);
        assertThat(json.propertyNames())
                .containsExactly("time", "level", "logger", "message", "requestId", "status", "route");
        assertThat(json.get("time").asString()).isEqualTo("2026-11-29T12:00:00Z");
        assertThat(json.get("level").asString()).isEqualTo("WARN");
        assertThat(json.get("logger").asString()).isEqualTo("dev.keyway.admin.X");
        assertThat(json.get("message").asString()).isEqualTo("it says \"a\tb\"\nand goes on");
        assertThat(json.get("status").asInt()).isEqualTo(200);
    }

    @Test
    void anExceptionIsAMemberOfIt() {
        LoggingEvent event = event("failed", new Object[0]);
        event.setMDCPropertyMap(Map.of());
        event.setThrowableProxy(new ch.qos.logback.classic.spi.ThrowableProxy(new IllegalStateException("why")));
        assertThat(new JsonMapper()
                        .readTree(new JsonLine().format(event))
                        .get("exception")
                        .asString())
                .contains("IllegalStateException: why", "at dev.keyway");
    }

    private LoggingEvent event(String message, Object[] arguments) {
        LoggingEvent event =
                new LoggingEvent("x", context.getLogger("dev.keyway.admin.X"), Level.WARN, message, null, arguments);
        event.setInstant(Instant.parse("2026-11-29T12:00:00Z"));
        return event;
    }
}
