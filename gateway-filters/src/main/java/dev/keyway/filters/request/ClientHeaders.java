package dev.keyway.filters.request;

import dev.keyway.filters.record.RequestHead;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Headers of a client's request, as observers read them. */
record ClientHeaders(HttpHeaders headers) implements RequestHead.Headers {

    @Override
    public @Nullable String first(String name) {
        return headers.getFirst(name);
    }

    @Override
    public List<Map.Entry<String, String>> all() {
        return headers.headerSet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> Map.entry(header.getKey(), value)))
                .toList();
    }

    /** Never prints its headers, which hold credentials. */
    @Override
    public String toString() {
        return "ClientHeaders";
    }
}
