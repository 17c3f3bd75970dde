package dev.keyway.admin.security;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** One way in which a call says who makes it. */
public interface Credentials {

    /**
     * Who calls; empty if the call has no credentials of this kind. Runs as the service itself.
     *
     * @throws ProblemException if it has and they are not valid
     */
    Optional<Caller> caller(HttpServletRequest request);
}
