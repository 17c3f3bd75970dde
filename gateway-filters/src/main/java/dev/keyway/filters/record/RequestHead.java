package dev.keyway.filters.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A request as it came.
 *
 * @param id the {@code x-request-id}
 * @param start when it came
 * @param method its method
 * @param path its path, without the query
 * @param headers its headers, credentials included
 */
public record RequestHead(
        String id, Instant start, String method, String path, List<Map.Entry<String, String>> headers) {

    /** Never prints its headers, which hold credentials. */
    @Override
    public String toString() {
        return "RequestHead[id=" + id + ", path=" + path + "]";
    }
}
