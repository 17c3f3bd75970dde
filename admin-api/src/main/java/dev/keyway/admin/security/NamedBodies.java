package dev.keyway.admin.security;

import dev.keyway.admin.body.WholeBody;
import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ProblemWriter;
import dev.keyway.admin.reference.Named;
import dev.keyway.admin.reference.References;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has the rest of a call find ids where its body has names. It comes after {@link NamedPaths} and the body's bounds, once the caller
 * may call the route, and reads only JSON of routes that have such members.
 */
final class NamedBodies extends NamedCalls {

    private final Permissions permissions;
    private final References references;
    private final JsonMapper json;

    NamedBodies(
            Permissions permissions,
            References references,
            CurrentCaller current,
            JsonMapper json,
            ProblemWriter problems) {
        super(current, problems);
        this.permissions = permissions;
        this.references = references;
        this.json = json;
    }

    @Override
    HttpServletRequest withIds(HttpServletRequest request, Caller caller) throws IOException {
        if (!(request instanceof WholeBody) || !isJson(request)) {
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
                                values.groups(), ids(match.get().variables()), caller))))
                .orElse(request);
    }

    private static boolean isJson(HttpServletRequest request) {
        return String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT).contains("json");
    }
}
