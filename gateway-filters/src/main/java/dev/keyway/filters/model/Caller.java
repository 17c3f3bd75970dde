package dev.keyway.filters.model;

import dev.keyway.contract.Secret;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Caller: a proxy token, and what its team and its tenant allow it.
 *
 * @param id given by the source, unique among callers
 * @param name of the proxy token in logs and metrics
 * @param team null where the source has no teams
 * @param secrets each of which authenticates it
 * @param expiresAt the first moment at which it may no longer call; null for never
 * @param blocked whether the token itself is blocked
 * @param policy of the token itself
 * @param share name under which its bodies count in memory; empty for a caller that shares the memory with nobody
 */
public record Caller(
        String id,
        String name,
        @Nullable Team team,
        List<TokenSecret> secrets,
        @Nullable Instant expiresAt,
        boolean blocked,
        Policy policy,
        String share) {

    /** Whoever calls where nobody is identified. */
    public static final Caller ANONYMOUS = new Caller("", "", null, List.of(), null, false, Policy.NONE, "");

    public Caller {
        secrets = List.copyOf(secrets);
    }

    /** A caller whose bodies count under its id. */
    public Caller(
            String id,
            String name,
            @Nullable Team team,
            List<TokenSecret> secrets,
            @Nullable Instant expiresAt,
            boolean blocked,
            Policy policy) {
        this(id, name, team, secrets, expiresAt, blocked, policy, id);
    }

    /** A caller without a team that has one token and may do everything. */
    public static Caller of(String name, Secret token) {
        return new Caller(
                name, name, null, List.of(TokenSecret.of(TokenDigest.of(token))), null, false, Policy.NONE, name);
    }

    /** Whether nobody is identified. */
    public boolean isAnonymous() {
        return equals(ANONYMOUS);
    }

    /** The team's tenant; null where the source has no teams. */
    public @Nullable Tenant tenant() {
        return team == null ? null : team.tenant();
    }

    /** The place in the queues that its requests take, and whose responses it may continue: its team's, or its own. */
    public String fairnessKey() {
        return team == null ? id : team.id();
    }

    /** Whether it may no longer call. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** The level at which it is blocked, the widest if there are several; null if it is not. */
    public @Nullable Level blockedAt() {
        if (team != null && team.tenant().blocked()) {
            return Level.TENANT;
        }
        if (team != null && team.blocked()) {
            return Level.TEAM;
        }
        return blocked ? Level.TOKEN : null;
    }

    /**
     * The level that does not let it ask for a model, the widest if there are several; null if all let it. An alias stands for its
     * targets: its own name decides.
     *
     * @param name as asked
     */
    public @Nullable Level modelDeniedAt(String name) {
        return widest(level -> level.allowsModel(name));
    }

    /** Whether all levels let it ask for a model. */
    public boolean allowsModel(String name) {
        return modelDeniedAt(name) == null;
    }

    /** The level that does not let it call from an address, the widest if there are several; null if all let it. */
    public @Nullable Level addressDeniedAt(InetAddress address) {
        return widest(level -> level.allowsAddress(address));
    }

    /** The widest level whose policy does not allow; null if all do. */
    private @Nullable Level widest(Predicate<Policy> allows) {
        if (team != null && !allows.test(team.tenant().policy())) {
            return Level.TENANT;
        }
        if (team != null && !allows.test(team.policy())) {
            return Level.TEAM;
        }
        return allows.test(policy) ? null : Level.TOKEN;
    }

    /** Whether a level limits the addresses that it may call from. */
    public boolean limitsAddresses() {
        return widestAddressLimit() != null;
    }

    /** The widest level that limits the addresses that it may call from; null if none does. */
    public @Nullable Level widestAddressLimit() {
        return widest(level -> level.addresses() == null);
    }

    /** The same caller, whose bodies count under another name. */
    Caller sharing(String otherShare) {
        return new Caller(id, name, team, secrets, expiresAt, blocked, policy, otherShare);
    }
}
