package dev.keyway.filters.model;

import dev.keyway.contract.Secret;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** Callers of tests. */
public final class TestCallers {

    /** A tenant that limits nothing. */
    public static final Tenant ACME =
            new Tenant("tenant-acme", "Acme", ZoneOffset.UTC, Set.of("feature", "stage"), false, Policy.NONE);

    /** A team that limits nothing. */
    public static final Team SEARCH = new Team("team-search", "search", ACME, false, Policy.NONE);

    private TestCallers() {}

    /** The digest of a token. */
    public static TokenDigest digest(String token) {
        return TokenDigest.of(Secret.of(token));
    }

    /** A caller of a team that has one token, {@code token-of-<name>}. */
    public static Caller caller(String name, Team team) {
        return caller(name, team, Policy.NONE);
    }

    /** A caller of a team that has one token, {@code token-of-<name>}, and a policy. */
    public static Caller caller(String name, Team team, Policy policy) {
        return new Caller(
                "id-of-" + name, name, team, List.of(TokenSecret.of(digest("token-of-" + name))), null, false, policy);
    }
}
