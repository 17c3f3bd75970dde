package dev.keyway.filters.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLineTests {

    private final LoggerContext context = new LoggerContext();
    private final ThrowableProxyConverter traces = new ThrowableProxyConverter();

    JsonLineTests() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        traces.start();
    }

    @Test
    void isOneObjectOnOneLine() {
        LoggingEvent event = event("two\nlines \"quoted\"", null);
        event.addKeyValuePair(new KeyValuePair("requestId", "req_1"));
        event.addKeyValuePair(new KeyValuePair("model", null));

        String line = new JsonLine(traces).format(event);

        assertThat(line.lines()).hasSize(1);
        JsonNode json = JsonMapper.shared().readTree(line);
        assertThat(json.propertyNames()).containsExactly("time", "level", "logger", "message", "requestId");
        assertThat(json.path("time").asString()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(json.path("level").asString()).isEqualTo("WARN");
        assertThat(json.path("logger").asString()).isEqualTo("dev.keyway.Some");
        assertThat(json.path("message").asString()).isEqualTo("two\nlines \"quoted\"");
        assertThat(json.path("requestId").asString()).isEqualTo("req_1");
    }

    @Test
    void holdsTheStackTrace() {
        String line = new JsonLine(traces).format(event("failed", new IllegalStateException("why")));

        assertThat(line.lines()).hasSize(1);
        assertThat(JsonMapper.shared().readTree(line).path("exception").asString())
                .startsWith("java.lang.IllegalStateException: why")
                .contains("JsonLineTests");
    }

    @ParameterizedTest
    @CsvSource({"json, json", "JSON, json", "' Json ', json", "text, text", "'', text", "canary, text"})
    void theFormatIsTextUnlessJsonIsSet(String given, String format) {
        LogFormatDefiner definer = new LogFormatDefiner();
        definer.setFormat(given);

        assertThat(definer.getPropertyValue()).isEqualTo(format);
    }

    private LoggingEvent event(String message, @Nullable Throwable failure) {
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("dev.keyway.Some"), Level.WARN, message, failure, new Object[0]);
        event.setInstant(Instant.parse("2026-01-01T00:00:00Z"));
        return event;
    }
}
