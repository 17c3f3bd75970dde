package dev.keyway.admin.security;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Notices;
import dev.keyway.admin.change.Subject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Notes in the audit which calls were refused to somebody who is known, and which took a copy of a whole. */
@Component
final class AuditedCalls {

    private static final Map<String, Subject> EXPORTS = Map.of("GET /api/v1/audit/export", Subject.AUDIT);
    private static final UUID WHOLE = new UUID(0, 0);

    private final Notices notices;

    AuditedCalls(Notices notices) {
        this.notices = notices;
    }

    /** After the call, as its caller. */
    void ended(HttpServletRequest request, int status, Caller caller) {
        UUID id = caller.id();
        if (caller.kind() == CallerKind.ANONYMOUS || id == null) {
            return;
        }
        String call = request.getMethod() + " " + AccessLog.route(request);
        Subject copied = EXPORTS.get(call);
        if (status == HttpStatus.FORBIDDEN.value()) {
            notices.note(
                    new Change("refused", Subject.CALL, id, Scope.INSTALLATION, null, null),
                    Map.of("method", request.getMethod(), "route", AccessLog.route(request)));
        } else if (copied != null && status == HttpStatus.OK.value()) {
            notices.note(
                    new Change("exported", Objects.requireNonNull(copied), WHOLE, Scope.INSTALLATION, null, null),
                    Map.of());
        }
    }
}
