package dev.keyway.admin.security;

import dev.keyway.admin.body.WholeBody;
import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.ProblemWriter;
import dev.keyway.admin.reference.Named;
import dev.keyway.admin.reference.References;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has the rest of a call find ids where its body has names. It comes after {@link NamedPaths} and the body's bounds, once the caller
 * may call the route, and reads only JSON of routes that have such members.
 */
final class NamedBodies extends OncePerRequestFilter {

    private static final Set<CallerKind> MAY_NAME = EnumSet.of(CallerKind.USER, CallerKind.SERVICE_ACCOUNT);

    private final Permissions permissions;
    private final References references;
    private final CurrentCaller current;
    private final JsonMapper json;
    private final ProblemWriter problems;

    NamedBodies(
            Permissions permissions,
            References references,
            CurrentCaller current,
            JsonMapper json,
            ProblemWriter problems) {
        this.permissions = permissions;
        this.references = references;
        this.current = current;
        this.json = json;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest plain;
        try {
            plain = named(request);
        } catch (ProblemException refused) {
            problems.write(request, response, refused);
            return;
        } catch (DataAccessException | TransactionException failure) {
            problems.write(request, response, CallerFilter.unavailable(failure));
            return;
        }
        chain.doFilter(plain, response);
    }

    /** The request with ids in its body, or as it is. */
    private HttpServletRequest named(HttpServletRequest request) throws IOException {
        Optional<Caller> caller = current.find().filter(known -> MAY_NAME.contains(known.kind()));
        if (!(request instanceof WholeBody) || caller.isEmpty() || !isJson(request)) {
            return request;
        }
        Optional<Permissions.Match> match = permissions.match(request.getMethod(), request.getRequestURI());
        Map<String, Named> members =
                match.map(found -> NamedMembers.of(found.permission())).orElse(Map.of());
        if (match.isEmpty() || members.isEmpty()) {
            return request;
        }
        return NamedValues.in(request.getInputStream().readAllBytes(), members, json)
                .<HttpServletRequest>map(values -> new WholeBody(
                        request,
                        values.with(references.findSeen(
                                values.groups(), NamedPaths.ids(match.get().variables()), caller.get()))))
                .orElse(request);
    }

    private static boolean isJson(HttpServletRequest request) {
        return String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT).contains("json");
    }
}
