package dev.keyway.admin.security;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Responses to calls that are not allowed: nobody is signed in, the call may be forged, or no role allows it. */
final class Refusals implements AccessDeniedHandler, AuthenticationEntryPoint {

    private final ProblemWriter problems;
    private final CurrentCaller current;

    Refusals(ProblemWriter problems, CurrentCaller current) {
        this.problems = problems;
        this.current = current;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (denied instanceof CsrfException) {
            problems.write(
                    request,
                    response,
                    ProblemException.of(
                            ErrorCode.CSRF,
                            "X-XSRF-TOKEN must repeat the cookie XSRF-TOKEN when a browser's session changes something."));
        } else if (current.find().map(Caller::kind).orElse(CallerKind.ANONYMOUS) == CallerKind.ANONYMOUS) {
            signIn(request, response);
        } else if (current.get().passwordDue()) {
            problems.write(
                    request,
                    response,
                    ProblemException.of(
                            ErrorCode.PASSWORD_CHANGE_REQUIRED,
                            "The password must be changed before anything else: PUT /api/v1/me/password."));
        } else {
            problems.write(
                    request,
                    response,
                    ProblemException.of(ErrorCode.FORBIDDEN, "The caller's roles do not allow this."));
        }
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException unknown)
            throws IOException {
        signIn(request, response);
    }

    private void signIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer");
        problems.write(
                request,
                response,
                ProblemException.of(
                        ErrorCode.NOT_SIGNED_IN, "Sign in at /api/v1/session, or send an access token as a bearer."));
    }
}
