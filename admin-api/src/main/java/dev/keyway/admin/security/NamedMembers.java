package dev.keyway.admin.security;

import dev.keyway.admin.reference.Named;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Named members: where a route's body takes the id of something with a unique name, as JSON pointers with {@code *} for any position
 * of a list. Maps that callers fill as they like, such as labels, have no place here.
 */
final class NamedMembers {

    /** No pointer is deeper. */
    static final int DEEPEST = 3;

    private static final String MEMBERS = "/api/v1/tenants/{tenant}/members";
    private static final String TEAM = "/api/v1/tenants/{tenant}/teams/{team}";
    private static final String KEYS = "/api/v1/providers/{provider}/keys";
    private static final String GRANTS = "/api/v1/users/{user}/grants";

    private static final Map<String, Named> KINDS = Arrays.stream(Named.values())
            .flatMap(kind -> kind.members().stream().map(member -> Map.entry(member, kind)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final Map<String, Map<String, Named>> ROUTES = routes();

    private NamedMembers() {}

    /** What a row's body may name, by pointer; empty if it names nothing. */
    static Map<String, Named> of(Permission row) {
        return ROUTES.getOrDefault(row.method() + " " + row.path().getPatternString(), Map.of());
    }

    private static Map<String, Map<String, Named>> routes() {
        Map<String, Map<String, Named>> routes = new HashMap<>();
        routes.put("POST /api/v1/aliases", pointers("/targets/*/providerId"));
        routes.put("PATCH /api/v1/aliases/{alias}", pointers("/targets/*/providerId"));
        routes.put("POST /api/v1/oidc/rules", pointers("/tenantId", "/teamId"));
        routes.put("POST " + KEYS, pointers("/accountId"));
        routes.put("PATCH " + KEYS + "/{key}", pointers("/accountId"));
        routes.put("POST " + MEMBERS, pointers("/userId"));
        routes.put("PUT " + MEMBERS + "/{grant}", pointers("/teamId"));
        routes.put("POST " + TEAM + "/members", pointers("/userId"));
        routes.put("PUT " + TEAM + "/members/{grant}", pointers("/teamId"));
        routes.put("POST " + TEAM + "/tokens", pointers("/ownerId", "/serviceAccountId"));
        routes.put("POST " + TEAM + "/tokens/{token}/move", pointers("/teamId"));
        routes.put(
                "POST /api/v1/tokens/bulk",
                pointers(
                        "/filter/tenantId",
                        "/filter/teamId",
                        "/filter/serviceAccountId",
                        "/filter/ownerId",
                        "/filter/createdBy"));
        routes.put("POST /api/v1/prices/repricings", pointers("/tenantId", "/teamId"));
        routes.put("POST " + GRANTS, pointers("/tenantId", "/teamId"));
        routes.put("PUT " + GRANTS + "/{grant}", pointers("/tenantId", "/teamId"));
        return Map.copyOf(routes);
    }

    private static Map<String, Named> pointers(String... pointers) {
        return Arrays.stream(pointers).collect(Collectors.toMap(Function.identity(), NamedMembers::kind));
    }

    private static Named kind(String pointer) {
        Named kind = KINDS.get(pointer.substring(pointer.lastIndexOf('/') + 1));
        if (kind == null) {
            throw new IllegalStateException(pointer + " is the id of nothing with a unique name");
        }
        return kind;
    }
}
