package dev.keyway.admin.edit;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.query.QueryParameters;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * The version that a caller read before changing it: the ETag, sent back as {@code If-Match}. A controller takes it as a
 * parameter; without the header the call is refused.
 */
@QueryParameters({})
public record IfMatch(long version) {

    /** Whichever version is there: {@code If-Match: *}. */
    public static final IfMatch ANY = new IfMatch(-1);

    private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})\"");

    /** @throws ProblemException if the header is neither one ETag nor {@code *} */
    public static IfMatch read(String header) {
        if (header.strip().equals("*")) {
            return ANY;
        }
        Matcher etag = ETAG.matcher(header);
        if (!etag.matches()) {
            throw ProblemException.invalid(HttpHeaders.IF_MATCH, "must be one ETag, such as \"3\", or *");
        }
        return new IfMatch(Long.parseLong(etag.group(1)));
    }

    /** @throws ProblemException if another version has taken its place */
    public void require(long current) {
        if (!equals(ANY) && version != current) {
            throw ProblemException.of(
                    ErrorCode.VERSION_CHANGED, "The resource was changed after it was read; read it again.");
        }
    }
}
