package dev.keyway.filters.model;

import dev.keyway.contract.Secret;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
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
     * Whether all levels let it ask for a model. An alias stands for its targets: its own name decides.
     *
     * @param name as asked
     */
    public boolean allowsModel(String name) {
        return policy.allowsModel(name)
                && (team == null
                        || (team.policy().allowsModel(name)
                                && team.tenant().policy().allowsModel(name)));
    }

    /** Whether all levels let it call from an address. */
    public boolean allowsAddress(InetAddress address) {
        return policy.allowsAddress(address)
                && (team == null
                        || (team.policy().allowsAddress(address)
                                && team.tenant().policy().allowsAddress(address)));
    }

    /** Whether a level limits the addresses that it may call from. */
    public boolean limitsAddresses() {
        return policy.addresses() != null
                || (team != null
                        && (team.policy().addresses() != null
                                || team.tenant().policy().addresses() != null));
    }

    /** The same caller, whose bodies count under another name. */
    Caller sharing(String otherShare) {
        return new Caller(id, name, team, secrets, expiresAt, blocked, policy, otherShare);
    }
}
