package dev.keyway.admin.openapi;

import dev.keyway.admin.idempotency.Creation;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an operation is called, from its method and path alone, so that names stay as routes come and go. */
final class Naming {

    private static final Map<String, String> VERBS =
            Map.of("GET", "get", "POST", "create", "PATCH", "change", "PUT", "set", "DELETE", "delete");

    private Naming() {}

    /** Such as {@code getTenantTeams}: unique. */
    static String id(Routes.Route route) {
        List<String> segments = route.segments();
        StringBuilder id = new StringBuilder(VERBS.get(route.method()));
        for (int i = 0; i < segments.size(); i++) {
            boolean named = i + 1 < segments.size() && isVariable(segments.get(i + 1));
            String word = named ? variable(segments.get(++i)) : segments.get(i);
            id.append(capital(word.replaceAll("\\.json$", "")));
        }
        return id.toString();
    }

    /** Such as {@code Add to teams of a tenant}. */
    static String summary(Routes.Route route) {
        List<String> segments = route.segments();
        List<String> owners = segments.subList(0, segments.size() - 1).stream()
                .filter(Naming::isVariable)
                .map(Naming::variable)
                .toList();
        String last = segments.getLast();
        String of = owners.isEmpty() ? "" : " of a " + words(owners.getLast());
        String what = isVariable(last) ? "the " + words(variable(last)) : words(last.replaceAll("\\.json$", ""));
        return switch (route.method()) {
            case "GET" -> "Read " + what + of;
            case "PATCH" -> "Change " + what + of;
            case "PUT" -> "Set " + what + of;
            case "DELETE" -> "Delete " + what + of;
            default -> route.takes(Creation.class) ? "Add to " + what + of : "Run " + what + of;
        };
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

    private static String words(String name) {
        return name.replace('-', ' ').replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    private static String capital(String name) {
        StringBuilder text = new StringBuilder();
        for (String part : name.split("-", -1)) {
            text.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
        }
        return text.toString();
    }
}
