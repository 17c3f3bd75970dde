package dev.keyway.filters.source.managed.compile;

import dev.keyway.contract.config.Token;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.CallerChanges;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.Team;
import dev.keyway.filters.model.Tenant;
import dev.keyway.filters.model.TokenDigest;
import dev.keyway.filters.model.TokenSecret;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Compiler of callers: tokens with their teams and tenants. Compiles only the tokens that a change concerns. */
final class CallerCompiler {

    /** How long a revoked token is answered as revoked. */
    static final Duration REVOKED_KNOWN = Duration.ofDays(30);

    private final HeldConfiguration held;
    private final PolicyCompiler policies;
    private final Map<UUID, Tenant> tenants = new HashMap<>();
    private final Map<UUID, Team> teams = new HashMap<>();

    CallerCompiler(HeldConfiguration held) {
        this.held = held;
        this.policies = new PolicyCompiler(held);
    }

    /** The callers after a change. */
    CallerIndex after(CallerIndex before, Touched touched, Instant now) {
        CallerChanges changes = before.changes();
        Set<UUID> concerned = touched.all ? everything(changes, now) : concerned(touched);
        if (concerned.isEmpty()) {
            return touched.all ? changes.done() : before;
        }
        concerned.stream()
                .filter(id -> held.tokens.get(id) == null)
                .forEach(id -> changes.revoke(id.toString(), now.plus(REVOKED_KNOWN)));
        concerned.forEach(id -> caller(id).ifPresentOrElse(changes::put, () -> changes.remove(id.toString())));
        return changes.forgetRevoked(now).done();
    }

    private Set<UUID> everything(CallerChanges changes, Instant now) {
        tenants.clear();
        teams.clear();
        Set<UUID> ids = new LinkedHashSet<>();
        held.tokens.all().forEach(token -> ids.add(token.id()));
        Set<String> known = new HashSet<>();
        ids.forEach(id -> known.add(id.toString()));
        changes.revokeAll(caller -> !known.contains(caller.id()), now.plus(REVOKED_KNOWN));
        return ids;
    }

    private Set<UUID> concerned(Touched touched) {
        Set<UUID> ids = new LinkedHashSet<>(touched.tokens);
        touched.tenants.forEach(tenant -> {
            tenants.remove(tenant);
            held.teams.of(tenant).forEach(team -> concern(team.id(), ids));
        });
        touched.teams.forEach(team -> concern(team, ids));
        return ids;
    }

    private void concern(UUID team, Set<UUID> ids) {
        teams.remove(team);
        held.tokens.of(team).forEach(token -> ids.add(token.id()));
    }

    private Optional<Caller> caller(UUID id) {
        Token token = held.tokens.get(id);
        if (token == null) {
            return Optional.empty();
        }
        return team(token.teamId())
                .map(team -> new Caller(
                        id.toString(),
                        token.name(),
                        team,
                        secrets(token),
                        token.expiresAt(),
                        token.blocked(),
                        policies.policy(id)));
    }

    private Optional<Team> team(UUID id) {
        Team known = teams.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        dev.keyway.contract.config.Team team = held.teams.get(id);
        if (team == null) {
            return Optional.empty();
        }
        Optional<Team> compiled = tenant(team.tenantId())
                .map(tenant -> new Team(id.toString(), team.name(), tenant, team.blocked(), policies.policy(id)));
        compiled.ifPresent(made -> teams.put(id, made));
        return compiled;
    }

    private Optional<Tenant> tenant(UUID id) {
        Tenant known = tenants.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        dev.keyway.contract.config.Tenant tenant = held.tenants.get(id);
        if (tenant == null) {
            return Optional.empty();
        }
        Policy policy = policies.policy(id);
        Tenant compiled = new Tenant(
                id.toString(),
                tenant.name(),
                zone(tenant.zone()),
                new HashSet<>(tenant.tagNames()),
                tenant.blocked(),
                policy,
                held.userKey(id));
        tenants.put(id, compiled);
        return Optional.of(compiled);
    }

    private static List<TokenSecret> secrets(Token token) {
        return token.secrets().stream()
                .flatMap(secret ->
                        digest(secret.digest()).map(digest -> new TokenSecret(digest, secret.until())).stream())
                .toList();
    }

    private static Optional<TokenDigest> digest(String base64) {
        try {
            return Optional.of(TokenDigest.of(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Another release of Java may know zones that this one does not. */
    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }
}
