package dev.keyway.filters.passthrough;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import java.util.List;
import org.springframework.util.MultiValueMap;

/**
 * What of a query has a meaning here: {@code alt=sse}, which makes of a Gemini stream one of events. All else stays
 * behind; a {@code key} is never read, so that no token needs to stand in an address.
 */
final class NativeQuery {

    private static final String SSE = "sse";

    private NativeQuery() {}

    /** {@code alt=sse}, or nothing. */
    static String of(MultiValueMap<String, String> query) {
        List<String> alt = query.getOrDefault("alt", List.of());
        if (alt.isEmpty() || alt.equals(List.of("json"))) {
            return "";
        }
        if (alt.equals(List.of(SSE))) {
            return "alt=" + SSE;
        }
        throw new GatewayException(
                GatewayError.of(ErrorCode.INVALID_REQUEST, "The query parameter 'alt' may be 'sse' or 'json', once.")
                        .withParam("alt"));
    }
}
