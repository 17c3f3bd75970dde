package dev.keyway.admin.edit;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.query.QueryParameters;

/**
 * The version that a caller read before changing it: the ETag, sent back as {@code If-Match}. A controller takes it as a
 * parameter; without the header the call is refused.
 */
@QueryParameters({})
public record IfMatch(long version) {

    /** @throws ProblemException if another version has taken its place */
    public void require(long current) {
        if (version != current) {
            throw ProblemException.of(
                    ErrorCode.VERSION_CHANGED, "Somebody else changed it since it was read: read it again.");
        }
    }
}
