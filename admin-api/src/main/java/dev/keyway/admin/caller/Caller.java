package dev.keyway.admin.caller;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Caller of the current request, or the service itself.
 *
 * @param id null for the service itself
 * @param grants the roles held at this moment
 * @param readOnly whether an access token that may only read was used
 * @param address where the call comes from; empty for the service itself
 * @param reason why, if the caller said so
 * @param passwordDue whether the caller signed in with a password that must be changed first
 * @param credential the session or access token of the call; null for the service itself and for gateways
 */
public record Caller(
        CallerKind kind,
        @Nullable UUID id,
        String name,
        Set<Grant> grants,
        boolean readOnly,
        String address,
        @Nullable String reason,
        boolean passwordDue,
        @Nullable Credential credential) {

    public Caller {
        grants = Set.copyOf(grants);
    }

    /** A caller who need not change a password. */
    public Caller(
            CallerKind kind,
            @Nullable UUID id,
            String name,
            Set<Grant> grants,
            boolean readOnly,
            String address,
            @Nullable String reason) {
        this(kind, id, name, grants, readOnly, address, reason, false, null);
    }

    /** The service itself, at the request of an address or, if that is empty, on its own. */
    public static Caller system(String address) {
        return new Caller(CallerKind.SYSTEM, null, "keyway", Set.of(), false, address, null);
    }

    /** Somebody who is not signed in. */
    public static Caller anonymous(String address) {
        return new Caller(CallerKind.ANONYMOUS, null, "", Set.of(), true, address, null);
    }

    /** The same caller, at an address and for a reason. */
    public Caller from(String callersAddress, @Nullable String callersReason) {
        return new Caller(kind, id, name, grants, readOnly, callersAddress, callersReason, passwordDue, credential);
    }

    /** The same caller, with what they signed in with. */
    public Caller with(Credential used) {
        return new Caller(kind, id, name, grants, readOnly, address, reason, passwordDue, used);
    }

    /** Expiry of the access token that the call uses; null if it never expires, or the call uses no token. */
    public @Nullable Instant ends() {
        return credential == null ? null : credential.ends();
    }

    /**
     * Whether one of these roles is held over some of the scope: over all of it, or over something within it. Whoever holds it over
     * something within may call a list, which shows only what is theirs; {@link #mayGive} and {@link #administers} ask about all of the
     * scope.
     */
    public boolean holdsOverSomeOf(Scope scope, Set<Role> roles) {
        return grants.stream()
                .anyMatch(grant ->
                        roles.contains(grant.role()) && (grant.scope().covers(scope) || scope.covers(grant.scope())));
    }

    /** The widest scopes over which one of these roles is held. */
    public List<Scope> scopes(Set<Role> roles) {
        if (kind == CallerKind.SYSTEM) {
            return List.of(Scope.INSTALLATION);
        }
        Set<Scope> held = grants.stream()
                .filter(grant -> roles.contains(grant.role()))
                .map(Grant::scope)
                .collect(Collectors.toSet());
        return held.stream()
                .filter(scope -> held.stream().noneMatch(other -> !other.equals(scope) && other.covers(scope)))
                .toList();
    }

    /** Whether this caller may give a role over a scope, or take it. */
    public boolean mayGive(Role role, Scope scope) {
        return grants.stream()
                .anyMatch(grant ->
                        grant.role().gives().contains(role) && grant.scope().covers(scope));
    }

    /** @throws ProblemException if this caller may not give or take it */
    public void requireMayGive(Role role, Scope scope) {
        if (!mayGive(role, scope)) {
            throw ProblemException.of(
                    ErrorCode.BEYOND_OWN_ROLE, "The caller may not give or take the role " + role + " there.");
        }
    }

    /** The highest level at which this caller is an administrator of a scope; empty: at none. */
    public Optional<Role.Level> administers(Scope scope) {
        if (kind == CallerKind.SYSTEM) {
            return Optional.of(Role.Level.INSTALLATION);
        }
        return grants.stream()
                .filter(grant ->
                        !grant.role().gives().isEmpty() && grant.scope().covers(scope))
                .map(grant -> grant.role().level())
                .min(Comparator.naturalOrder());
    }

    /** Whether all tenants may be seen. */
    public boolean seesAll() {
        return kind == CallerKind.SYSTEM
                || grants.stream().anyMatch(grant -> grant.scope().tenant() == null);
    }

    /** The teams that may be seen in a tenant: empty for all of them. */
    public Optional<Set<UUID>> teamsIn(UUID tenant) {
        if (seesAll() || grants.stream().anyMatch(grant -> grant.scope().equals(Scope.tenant(tenant)))) {
            return Optional.empty();
        }
        return Optional.of(grants.stream()
                .map(Grant::scope)
                .filter(scope -> tenant.equals(scope.tenant()) && scope.team() != null)
                .map(scope -> Objects.requireNonNull(scope.team()))
                .collect(Collectors.toSet()));
    }

    /** The tenants whose rows may be seen, as row-level security has it: {@code *}, or ids with commas. */
    public String tenants() {
        if (seesAll()) {
            return "*";
        }
        return grants.stream()
                .map(grant -> String.valueOf(grant.scope().tenant()))
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new), ids -> String.join(",", ids)));
    }
}
