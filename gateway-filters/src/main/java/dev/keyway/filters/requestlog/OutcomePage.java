package dev.keyway.filters.requestlog;

import dev.keyway.filters.record.RequestRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a request, as it is written down last. */
final class OutcomePage {

    private OutcomePage() {}

    static Map<String, Object> of(RequestRecord record, boolean truncated) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("outcome", record.outcome().label());
        page.put("status", record.status());
        put(page, "code", record.code());
        put(page, "caller", record.caller());
        put(page, "provider", record.provider());
        put(page, "model", record.model());
        page.put("stream", record.stream());
        put(page, "key", record.keyId());
        page.put("attempts", record.attempts());
        page.put("prompt_tokens", record.usage().promptTokens());
        page.put("completion_tokens", record.usage().completionTokens());
        page.put("estimated", record.estimated());
        page.put("cost", record.cost().amount().toString());
        page.put("unpriced", record.cost().unpriced());
        if (record.firstByte() != null) {
            page.put("first_byte_ms", record.firstByte().toMillis());
        }
        page.put("duration_ms", record.duration().toMillis());
        page.put("truncated", truncated);
        return page;
    }

    private static void put(Map<String, Object> page, String name, @Nullable Object value) {
        if (value != null) {
            page.put(name, value);
        }
    }
}
