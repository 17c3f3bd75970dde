package dev.keyway.admin.openapi;

import dev.keyway.admin.idempotency.Creation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an operation is called, from its method and path alone, so that names stay as routes come and go. */
final class Naming {

    private static final Map<String, String> VERBS =
            Map.of("GET", "get", "POST", "create", "PATCH", "change", "PUT", "set", "DELETE", "delete");

    /** Operations that are not the making, reading, changing or deleting of what their path names. */
    private static final Map<String, String> IDS = Map.ofEntries(
            Map.entry("POST session", "signIn"),
            Map.entry("DELETE session", "signOut"),
            Map.entry("GET oidc/sign-in", "beginOidcSignIn"),
            Map.entry("GET oidc/callback", "endOidcSignIn"),
            Map.entry("GET audit/export", "exportAudit"),
            Map.entry("GET audit/verify", "verifyAudit"),
            Map.entry("PUT config", "applyConfig"),
            Map.entry("GET key-pools/{provider}/keys", "getKeyPoolKeys"),
            Map.entry("GET statements/{tenant}", "getStatements"),
            Map.entry("GET statements/{tenant}/{month}", "getStatement"),
            Map.entry("GET statements/{tenant}/{month}/csv", "getStatementCsv"),
            Map.entry("GET statements/{tenant}/{month}/page", "getStatementPage"),
            Map.entry("POST statements/{tenant}/{month}/close", "closeStatement"),
            Map.entry("POST usage/reconciliations", "reconcileInvoice"));

    /** Last segments that say what is done to what is before them. */
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("rotate", "rotate"),
            Map.entry("reveal", "reveal"),
            Map.entry("move", "move"),
            Map.entry("bulk", "change"),
            Map.entry("test", "test"),
            Map.entry("retry", "retry"),
            Map.entry("probe", "probe"),
            Map.entry("import", "import"),
            Map.entry("rewrap", "rewrap"),
            Map.entry("raises", "raise"),
            Map.entry("catalogue", "loadCatalogueOf"),
            Map.entry("clear-cooldown", "clearCooldownOf"));

    /** Whose things several paths of one method can be. */
    private static final Set<String> LEVELS = Set.of("tenant", "team", "token");

    private Naming() {}

    /** Such as {@code getTenantTeams} and {@code createTenantTeam}: unique. */
    static String id(Routes.Route route) {
        String path = String.join("/", route.segments());
        String own = IDS.get(route.method() + " " + path);
        if (own != null) {
            return own;
        }
        List<String> segments = route.segments();
        String action = route.method().equals("POST") ? ACTIONS.get(segments.getLast()) : null;
        if (action != null) {
            return action + words(segments.subList(0, segments.size() - 1));
        }
        String verb = VERBS.get(route.method());
        return route.takes(Creation.class)
                ? verb + words(segments.subList(0, segments.size() - 1)) + capital(singular(segments.getLast()))
                : verb + words(segments);
    }

    /** The first sentence of what is said of an operation, with whose it is where several paths share that. */
    static String summary(Routes.Route route, String said) {
        String first = said.replaceAll("(?s)(:|\\.) .*|\\.$", "");
        List<String> owners = route.segments().subList(0, route.segments().size() - 1).stream()
                .filter(Naming::isVariable)
                .map(Naming::variable)
                .filter(LEVELS::contains)
                .toList();
        return route.isOneOfSeveral() && !owners.isEmpty()
                ? first.replaceAll("[,;].*", "") + " of a " + owners.getLast()
                : first;
    }

    private static String words(List<String> segments) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < segments.size(); i++) {
            boolean named = i + 1 < segments.size() && isVariable(segments.get(i + 1));
            String word = named ? variable(segments.get(++i)) : segments.get(i);
            words.append(capital(word.replaceAll("\\.json$", "")));
        }
        return words.toString();
    }

    private static String singular(String plural) {
        return plural.equals("aliases") ? "alias" : plural.replaceAll("s$", "");
    }

    /** The name of a schema of a patch. */
    static String patch(String view) {
        return view.replaceAll("View$", "") + "Patch";
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private static String variable(String segment) {
        return segment.substring(1, segment.length() - 1);
    }

    private static String capital(String name) {
        StringBuilder text = new StringBuilder();
        for (String part : name.split("-", -1)) {
            text.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
        }
        return text.toString();
    }
}
