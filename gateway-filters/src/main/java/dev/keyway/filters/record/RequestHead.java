package dev.keyway.filters.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came.
 *
 * @param id the {@code x-request-id}
 * @param start when it came
 * @param method its method
 * @param path its path, without the query
 * @param headers its headers, credentials included
 */
public record RequestHead(String id, Instant start, String method, String path, Headers headers) {

    /** Headers of a request, read only if somebody asks. */
    public interface Headers {

        /** The first value of a header, by its name in any case; null if it is absent. */
        @Nullable
        String first(String name);

        /** All of them. */
        List<Map.Entry<String, String>> all();
    }

    /** Never prints its headers, which hold credentials. */
    @Override
    public String toString() {
        return "RequestHead[id=" + id + ", path=" + path + "]";
    }
}
