package dev.keyway.admin.change;

import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Keeps {@code If-Match} of a DELETE, for whatever is deleted: in its transaction, so that nothing is deleted that has changed
 * since it was read.
 */
final class Deletions {

    private Deletions() {}

    /** @throws ProblemException if the current call deletes this and names another version of it */
    static void requireVersion(Change change) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                && names(attributes.getRequest(), change)) {
            String header = attributes.getRequest().getHeader(HttpHeaders.IF_MATCH);
            IfMatch version = header == null ? IfMatch.ANY : IfMatch.read(header);
            if (change.before() instanceof Versioned before) {
                version.require(before.version());
            } else if (!version.equals(IfMatch.ANY)) {
                throw ProblemException.of(ErrorCode.VERSION_CHANGED, "It has no versions: leave out If-Match.");
            }
        }
    }

    private static boolean names(HttpServletRequest request, Change change) {
        return change.before() != null
                && request.getMethod().equals("DELETE")
                && request.getRequestURI().toLowerCase(Locale.ROOT).endsWith("/" + change.id());
    }
}
