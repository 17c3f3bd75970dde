package dev.keyway.admin.problem;

import java.util.List;

/**
 * The body of every error response: {@code application/problem+json}, RFC 9457.
 *
 * @param type {@code about:blank}: the code says it all
 * @param title what the code means, the same each time
 * @param detail what is wrong with this request
 * @param code stable, for programs
 * @param errors the parts of the request that must change; often none
 * @param requestId identifies this response in the service's log
 */
public record Problem(
        String type, String title, int status, String detail, String code, List<FieldError> errors, String requestId) {

    static Problem of(ErrorCode code, String detail, List<FieldError> errors, String requestId) {
        return new Problem("about:blank", code.title(), code.status().value(), detail, code.text(), errors, requestId);
    }
}
