package dev.keyway.filters.observe;

import dev.keyway.filters.record.RequestObserver;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.settings.LogFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** One line per request, to the logger {@code keyway.access}. The path is logged without its query. */
public final class AccessLog implements RequestObserver {

    private static final Logger LOG = LoggerFactory.getLogger("keyway.access");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Supplier<LogFormat> format;

    /** @param format how lines are written from now on; asked for each */
    public AccessLog(Supplier<LogFormat> format) {
        this.format = format;
    }

    @Override
    public void settled(RequestRecord request) {
        if (LOG.isInfoEnabled()) {
            Map<String, Object> fields = fields(request);
            LOG.info(
                    switch (format.get()) {
                        case JSON -> JSON.writeValueAsString(fields);
                        case TEXT -> text(fields);
                    });
        }
    }

    private static Map<String, Object> fields(RequestRecord request) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", request.start().toString());
        fields.put("id", request.id());
        fields.put("path", request.path());
        put(fields, "caller", request.caller());
        put(fields, "provider", request.provider());
        put(fields, "model", request.model());
        put(fields, "key", request.keyId());
        fields.put("stream", request.stream());
        fields.put("outcome", request.outcome().label());
        fields.put("status", request.status());
        put(fields, "code", request.code());
        fields.put("attempts", request.attempts());
        fields.put("prompt_tokens", request.usage().promptTokens());
        fields.put("completion_tokens", request.usage().completionTokens());
        fields.put("estimated", request.estimated());
        fields.put("cost", request.cost().amount().toString());
        fields.put("unpriced", request.cost().unpriced());
        if (request.firstByte() != null) {
            fields.put("first_byte_ms", request.firstByte().toMillis());
        }
        fields.put("duration_ms", request.duration().toMillis());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @org.jspecify.annotations.Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static String text(Map<String, Object> fields) {
        StringBuilder line = new StringBuilder(256);
        fields.forEach((name, value) -> {
            if (!line.isEmpty()) {
                line.append(' ');
            }
            line.append(name).append('=').append(oneWord(value.toString()));
        });
        return line.toString();
    }

    /** Callers choose model names and paths: whatever would break the line, or forge a field of it, is quoted. */
    private static String oneWord(String value) {
        boolean plain = value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '=');
        return plain ? value : JSON.writeValueAsString(value);
    }
}
