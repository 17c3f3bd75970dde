package dev.keyway.admin.reference;

import dev.keyway.admin.caller.Caller;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds ids by names, among what the caller may see. */
@Component
public class References {

    /** The id of nothing: a name that is unknown is as an id that is. */
    public static final UUID NOTHING = new UUID(0, 0);

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final JdbcClient jdbc;

    References(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether a text is an id; one that looks like an id never is a name. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * The ids that these references mean, by the variable or parameter that they are given by; those are left out that say nothing
     * without what they lie in.
     *
     * @param references in an order in which what lies in something comes after it
     * @param known ids of what they lie in, by variable
     */
    @Transactional(readOnly = true)
    public Map<String, UUID> find(Map<String, Reference> references, Map<String, UUID> known) {
        Map<String, UUID> around = new LinkedHashMap<>(known);
        Map<String, UUID> found = new LinkedHashMap<>();
        references.forEach((given, reference) -> find(reference, around).ifPresent(id -> {
            found.put(given, id);
            around.putIfAbsent(reference.kind().variable(), id);
        }));
        return found;
    }

    /**
     * The same for many groups of references, of which each may say what the others of its group lie in; a name of what the caller
     * does not see is as a name of nothing.
     */
    @Transactional(readOnly = true)
    public Map<Map<String, Reference>, Map<String, UUID>> findSeen(
            Set<Map<String, Reference>> groups, Map<String, UUID> known, Caller caller) {
        Map<Map<String, Reference>, Map<String, UUID>> found = new LinkedHashMap<>();
        groups.forEach(group -> found.put(group, findSeen(group, known, caller)));
        return found;
    }

    private Map<String, UUID> findSeen(Map<String, Reference> group, Map<String, UUID> known, Caller caller) {
        Map<String, UUID> around = new LinkedHashMap<>(known);
        Map<String, UUID> found = new LinkedHashMap<>();
        group.forEach((given, reference) -> find(reference, around).ifPresent(id -> {
            UUID seen =
                    References.isId(reference.text()) || isSeen(reference.kind(), id, around, caller) ? id : NOTHING;
            found.put(given, seen);
            around.put(reference.kind().variable(), seen);
        }));
        return found;
    }

    /**
     * Whether a caller sees something beyond what row-level security hides: that shows the teams of a tenant to all who see one of
     * them, and people and providers to everybody.
     */
    private boolean isSeen(Named kind, UUID id, Map<String, UUID> around, Caller caller) {
        if (caller.seesAll() || id.equals(NOTHING)) {
            return true;
        }
        return switch (kind) {
            case TENANT -> true;
            case TEAM -> isSeenTeam(around.get("tenant"), id, caller);
            case SERVICE_ACCOUNT -> isSeenTeam(around.get("tenant"), around.get("team"), caller);
            case USER ->
                jdbc.sql("SELECT EXISTS (SELECT FROM role_grant WHERE user_id = ?)")
                        .param(id)
                        .query(Boolean.class)
                        .single();
            case PROVIDER, ACCOUNT, MODEL, ALIAS, GATEWAY, BUDGET -> false;
        };
    }

    private static boolean isSeenTeam(@Nullable UUID tenant, @Nullable UUID team, Caller caller) {
        return tenant != null
                && team != null
                && caller.teamsIn(tenant).map(teams -> teams.contains(team)).orElse(true);
    }

    private Optional<UUID> find(Reference reference, Map<String, UUID> around) {
        if (isId(reference.text())) {
            return Optional.of(UUID.fromString(reference.text()));
        }
        if (!around.keySet().containsAll(reference.kind().parents())) {
            return Optional.empty();
        }
        if (around.containsValue(NOTHING) || reference.text().indexOf('\0') >= 0) {
            return Optional.of(NOTHING);
        }
        return Optional.of(jdbc.sql(reference.kind().sql())
                .param("name", reference.text())
                .param("tenant", around.get("tenant"))
                .param("team", around.get("team"))
                .param("token", around.get("token"))
                .param("provider", around.get("provider"))
                .query(UUID.class)
                .optional()
                .orElse(NOTHING));
    }

    /** An id or a name of something. */
    public record Reference(Named kind, String text) {}
}
