package dev.keyway.admin.security;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls, and has the rest of the call run as them. */
final class CallerFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(CallerFilter.class);
    private static final String REASON = "X-Reason";
    private static final int MAX_REASON = 2000;

    private final List<Credentials> credentials;
    private final CurrentCaller current;
    private final Addresses addresses;
    private final AuditedCalls audited;
    private final ProblemWriter problems;

    CallerFilter(
            List<Credentials> credentials,
            CurrentCaller current,
            Addresses addresses,
            AuditedCalls audited,
            ProblemWriter problems) {
        this.credentials = credentials;
        this.current = current;
        this.addresses = addresses;
        this.audited = audited;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        AccessLog.caller(request, Caller.anonymous(addresses.of(request)));
        Caller caller;
        try {
            caller = identify(request);
        } catch (ProblemException problem) {
            problems.write(request, response, problem);
            return;
        } catch (DataAccessException | TransactionException failure) {
            problems.write(request, response, unavailable(failure));
            return;
        }
        serve(caller, request, response, chain);
    }

    /** What a filter answers when the database does not. */
    static ProblemException unavailable(RuntimeException failure) {
        LOG.warn("the database does not answer: {}", failure.getMessage());
        return ProblemException.later(
                ErrorCode.DATABASE_UNAVAILABLE,
                "The database does not answer; nothing was changed. Try again.",
                Duration.ofSeconds(1));
    }

    private void serve(Caller caller, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        AccessLog.caller(request, caller);
        SecurityContextHolder.setContext(new SecurityContextImpl(new SignedIn(caller)));
        try {
            Object unused = current.<@Nullable Object, Exception>as(caller, () -> {
                chain.doFilter(request, response);
                audited.ended(request, response.getStatus(), caller);
                return null;
            });
        } catch (ServletException | IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new ServletException(impossible);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private Caller identify(HttpServletRequest request) {
        String address = addresses.of(request);
        String reason = reason(request);
        Caller service = Caller.system(address);
        for (Credentials kind : credentials) {
            Optional<Caller> caller = current.as(service, () -> kind.caller(request));
            if (caller.isPresent()) {
                return caller.get().from(address, reason);
            }
        }
        return Caller.anonymous(address);
    }

    private static @Nullable String reason(HttpServletRequest request) {
        String reason = request.getHeader(REASON);
        if (reason == null || reason.isBlank()) {
            return null;
        }
        if (reason.length() > MAX_REASON) {
            throw ProblemException.invalid(REASON, "must have at most " + MAX_REASON + " characters");
        }
        return reason.strip();
    }
}
