package dev.keyway.filters.caller;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Tenant;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * Tags of a request, by which its usage can be summed: {@code x-keyway-tags: name=value, …}. A tenant lists the names. What cannot be
 * recorded is refused, since a tag that is silently lost would be missing in somebody's sums.
 */
public final class RequestTags {

    /** The header that has them. It goes to no provider. */
    public static final String HEADER = "x-keyway-tags";

    private static final int MOST = 8;
    private static final int LONGEST_VALUE = 128;
    private static final int LONGEST_SHOWN = 64;

    private RequestTags() {}

    /**
     * The tags that a request carries, in their order. Those of a caller without a tenant are not read.
     *
     * @throws GatewayException {@code invalid_request} that names the tag
     */
    public static Map<String, String> of(Caller caller, HttpHeaders headers) {
        List<String> lines = headers.get(HEADER);
        Tenant tenant = caller.tenant();
        if (lines == null || tenant == null) {
            return Map.of();
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (String line : lines) {
            for (String pair : line.split(",", -1)) {
                if (!pair.isBlank()) {
                    add(tags, pair.strip(), tenant);
                }
            }
        }
        return Collections.unmodifiableMap(tags);
    }

    private static void add(Map<String, String> tags, String pair, Tenant tenant) {
        int equals = pair.indexOf('=');
        String name = (equals < 0 ? pair : pair.substring(0, equals)).strip();
        String value = equals < 0 ? "" : pair.substring(equals + 1).strip();
        if (!tenant.tagNames().contains(name)) {
            throw invalid(name, "is not one that your tenant records");
        }
        if (value.isEmpty() || value.length() > LONGEST_VALUE || !value.chars().allMatch(RequestTags::isPrintable)) {
            throw invalid(
                    name, "must have a value of 1 to " + LONGEST_VALUE + " printable ASCII characters: name=value");
        }
        if (tags.put(name, value) != null) {
            throw invalid(name, "is there twice");
        }
        if (tags.size() > MOST) {
            throw invalid(name, "is one too many: a request has at most " + MOST + " tags");
        }
    }

    private static boolean isPrintable(int character) {
        return character >= ' ' && character <= '~';
    }

    private static GatewayException invalid(String name, String fault) {
        String shown = name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "…" : name;
        return new GatewayException(
                GatewayError.of(ErrorCode.INVALID_REQUEST, "The tag '" + shown + "' in " + HEADER + " " + fault + ".")
                        .withParam(HEADER));
    }
}
