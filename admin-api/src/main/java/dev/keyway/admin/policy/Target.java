package dev.keyway.admin.policy;

import dev.keyway.admin.caller.Scope;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a limit or a budget binds: a tenant, a team of it, or a token of that.
 *
 * @param team null: the tenant
 * @param token null: the team, or the tenant
 */
public record Target(
        UUID tenant, @Nullable UUID team, @Nullable UUID token) {

    /** What can be bound. */
    public enum Level {
        TENANT,
        TEAM,
        TOKEN
    }

    public static Target tenant(UUID tenant) {
        return new Target(tenant, null, null);
    }

    public static Target team(UUID tenant, UUID team) {
        return new Target(tenant, team, null);
    }

    public Level level() {
        return team == null ? Level.TENANT : token == null ? Level.TEAM : Level.TOKEN;
    }

    public UUID id() {
        return token != null ? token : team != null ? team : tenant;
    }

    public Scope scope() {
        return new Scope(tenant, team);
    }

    /** What it lies in, nearest first. */
    List<Target> above() {
        return switch (level()) {
            case TENANT -> List.of();
            case TEAM -> List.of(new Target(tenant, null, null));
            case TOKEN -> List.of(new Target(tenant, team, null), new Target(tenant, null, null));
        };
    }

    /** Whether a row is of exactly this; not by IS NOT DISTINCT FROM, for which PostgreSQL uses no index. */
    String condition() {
        return switch (level()) {
            case TENANT -> "tenant_id = ? AND team_id IS NULL AND token_id IS NULL";
            case TEAM -> "tenant_id = ? AND team_id = ? AND token_id IS NULL";
            case TOKEN -> "tenant_id = ? AND team_id = ? AND token_id = ?";
        };
    }

    /** What the condition asks for, in its order. */
    List<UUID> values() {
        return Stream.of(tenant, team, token).flatMap(Stream::ofNullable).toList();
    }
}
