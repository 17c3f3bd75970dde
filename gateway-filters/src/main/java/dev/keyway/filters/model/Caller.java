package dev.keyway.filters.model;

import dev.keyway.catalogue.glob.Glob;
import dev.keyway.contract.Secret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Caller: a proxy token, known by its digests only.
 *
 * @param id given by the source, unique among callers
 * @param name of the proxy token in logs and metrics
 * @param tenant null where the source has no tenants
 * @param team null where the source has no teams
 * @param digests of its secrets, each of which authenticates it
 * @param fairnessKey the place in the queues that its requests take, and whose responses it may continue
 * @param share name under which its bodies count in memory; empty for a caller that shares the memory with nobody
 * @param allowedModels patterns of the names that it may ask for; not enforced yet
 * @param limits null for none; not enforced yet
 * @param expiresAt null for never; not enforced yet
 */
public record Caller(
        String id,
        String name,
        @Nullable NamedId tenant,
        @Nullable NamedId team,
        List<TokenDigest> digests,
        String fairnessKey,
        String share,
        List<Glob> allowedModels,
        @Nullable CallerLimits limits,
        @Nullable Instant expiresAt) {

    /** Patterns that allow every model. */
    public static final List<Glob> ALL_MODELS = List.of(new Glob("*"));

    /** Whoever calls where nobody is identified. */
    public static final Caller ANONYMOUS = new Caller("", "", null, null, List.of(), "", "", ALL_MODELS, null, null);

    public Caller {
        digests = List.copyOf(digests);
        allowedModels = List.copyOf(allowedModels);
    }

    /** Whether nobody is identified. */
    public boolean isAnonymous() {
        return equals(ANONYMOUS);
    }

    /** A caller without a tenant that has one token and may do everything. */
    public static Caller of(String name, Secret token) {
        return new Caller(name, name, null, null, List.of(TokenDigest.of(token)), name, name, ALL_MODELS, null, null);
    }

    /** The same caller where there is no other. */
    Caller alone() {
        return new Caller(id, name, tenant, team, digests, fairnessKey, "", allowedModels, limits, expiresAt);
    }
}
