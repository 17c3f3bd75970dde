package dev.keyway.filters.requestlog;

import dev.keyway.contract.Secret;
import dev.keyway.filters.requestlog.RequestLogWriter.Pen;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes a provider's answer: its head, its body as it came or line by line, and how it ended. The writer's thread only. */
final class AnswerPages {

    private final String prefix;
    private final Secret key;
    private final BodyFilter filter;
    private final EventLines events = new EventLines();
    private final Map<String, Object> response = new LinkedHashMap<>();
    private String file = "";

    AnswerPages(String prefix, Secret key) {
        this.prefix = prefix;
        this.key = key;
        this.filter = new BodyFilter(key);
    }

    void head(Pen pen, int status, HttpHeaders headers, long millis) {
        response.put("status", status);
        response.put("headers_ms", millis);
        response.put("headers", pen.redaction().headers(headers, key));
        String type = String.valueOf(headers.get(HttpHeaderNames.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
        file = prefix
                + (type.startsWith("text/event-stream")
                        ? "-chunks.jsonl"
                        : type.contains("json")
                                ? "-answer.json"
                                : type.startsWith("text/") ? "-answer.txt" : "-answer.bin");
    }

    void bytes(Pen pen, byte[] bytes, long millis) throws IOException {
        put(pen, filter.feed(bytes), millis);
    }

    void end(Pen pen, String result, String detail, long millis) throws IOException {
        put(pen, filter.rest(), millis);
        if (isStream()) {
            pen.append(file, ByteBuffer.wrap(events.rest(millis)));
        }
        response.put("result", result);
        if (!detail.isEmpty()) {
            response.put("detail", detail.replace(key.reveal(), Redaction.REDACTED));
        }
        response.put("end_ms", millis);
        pen.json(prefix + "-response.json", response);
    }

    private void put(Pen pen, byte[] clean, long millis) throws IOException {
        pen.append(file, ByteBuffer.wrap(isStream() ? events.feed(clean, millis) : clean));
    }

    private boolean isStream() {
        return file.endsWith(".jsonl");
    }
}
