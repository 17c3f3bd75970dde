package dev.keyway.admin.security;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.ProblemWriter;
import dev.keyway.admin.reference.References;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Has the rest of a call find ids where a part of it has names. */
abstract class NamedCalls extends OncePerRequestFilter {

    /** Strangers cost no look-up, and gateways name nothing. */
    private static final Set<CallerKind> MAY_NAME = EnumSet.of(CallerKind.USER, CallerKind.SERVICE_ACCOUNT);

    private final CurrentCaller current;
    private final ProblemWriter problems;

    NamedCalls(CurrentCaller current, ProblemWriter problems) {
        this.current = current;
        this.problems = problems;
    }

    /**
     * The request with ids, or as it is.
     *
     * @throws ProblemException if it has names that cannot be looked up
     */
    abstract HttpServletRequest withIds(HttpServletRequest request, Caller caller) throws IOException;

    @Override
    protected final void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest plain;
        try {
            Optional<Caller> caller = current.find().filter(known -> MAY_NAME.contains(known.kind()));
            plain = caller.isEmpty() ? request : withIds(request, caller.get());
        } catch (ProblemException refused) {
            problems.write(request, response, refused);
            return;
        } catch (DataAccessException | TransactionException failure) {
            problems.write(request, response, CallerFilter.unavailable(failure));
            return;
        }
        chain.doFilter(plain, response);
    }

    /** Those of a path's variables that are ids. */
    static Map<String, UUID> ids(Map<String, String> variables) {
        Map<String, UUID> ids = new HashMap<>();
        variables.forEach((name, value) -> {
            if (References.isId(value)) {
                ids.put(name, UUID.fromString(value));
            }
        });
        return ids;
    }
}
