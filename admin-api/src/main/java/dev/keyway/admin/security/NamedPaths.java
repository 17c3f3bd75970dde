package dev.keyway.admin.security;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.problem.ProblemWriter;
import dev.keyway.admin.reference.Named;
import dev.keyway.admin.reference.References;
import dev.keyway.admin.reference.References.Reference;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Has the rest of a call find ids where its path or query has names. Names are looked up for those only who may call the route
 * somewhere, and what lies in a tenant or a team for those who may call it there.
 */
final class NamedPaths extends NamedCalls {

    private static final Set<Named> PLACES = EnumSet.of(Named.TENANT, Named.TEAM);

    private final Permissions permissions;
    private final References references;

    NamedPaths(Permissions permissions, References references, CurrentCaller current, ProblemWriter problems) {
        super(current, problems);
        this.permissions = permissions;
        this.references = references;
    }

    @Override
    HttpServletRequest withIds(HttpServletRequest request, Caller caller) {
        return named(request, caller)
                .<HttpServletRequest>map(target -> new NamedRequest(request, target))
                .orElse(request);
    }

    /** What the call means by its names; empty if it has none, or may not use them. */
    private Optional<NamedTarget> named(HttpServletRequest request, Caller caller) {
        NamedTarget target = NamedTarget.of(request);
        Optional<Permissions.Match> match = permissions
                .match(request.getMethod(), target.path())
                .filter(found -> found.permission().allows(caller, Scope.INSTALLATION));
        if (match.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> variables = match.get().variables();
        Map<String, Reference> places = inPath(variables, true);
        Map<String, Reference> within = inPath(variables, false);
        Map<String, Reference> asked = inQuery(target.parameters());
        if (Stream.of(places, within, asked)
                .flatMap(references -> references.values().stream())
                .allMatch(reference -> References.isId(reference.text()))) {
            return Optional.empty();
        }
        PathPattern route = match.get().permission().path();
        Map<String, UUID> known = ids(variables);
        known.putAll(references.find(places, known));
        NamedTarget placed = target.with(route, known, Map.of());
        if (!isAllowed(request.getMethod(), placed.path(), caller)) {
            return Optional.of(placed);
        }
        known.putAll(references.find(within, known));
        return Optional.of(target.with(route, known, references.find(asked, known)));
    }

    private boolean isAllowed(String method, String path, Caller caller) {
        return permissions
                .match(method, path)
                .filter(match -> match.permission().allows(caller, match.scope()))
                .isPresent();
    }

    private static Map<String, Reference> inPath(Map<String, String> variables, boolean places) {
        Map<String, Reference> named = new LinkedHashMap<>();
        for (Named kind : Named.values()) {
            String text = variables.get(kind.variable());
            if (text != null && PLACES.contains(kind) == places) {
                named.put(kind.variable(), new Reference(kind, text));
            }
        }
        return named;
    }

    private static Map<String, Reference> inQuery(Map<String, String> parameters) {
        Map<String, Reference> named = new LinkedHashMap<>();
        for (Named kind : Named.values()) {
            for (String parameter : kind.parameters()) {
                String text = parameters.getOrDefault(parameter, "");
                if (!text.isEmpty()) {
                    named.put(parameter, new Reference(kind, text));
                }
            }
        }
        return named;
    }
}
