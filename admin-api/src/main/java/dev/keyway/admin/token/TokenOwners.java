package dev.keyway.admin.token;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose a token is, beside its team. */
@Component
class TokenOwners {

    private static final String ACCOUNT = """
            SELECT id FROM service_account
            WHERE id = ? AND tenant_id = ? AND team_id = ? AND deleted_at IS NULL AND disabled_at IS NULL""";

    private static final String MEMBERSHIP = """
            SELECT id FROM role_grant WHERE user_id = ? AND tenant_id = ? AND team_id = ? ORDER BY id FOR SHARE""";

    private final JdbcClient jdbc;

    TokenOwners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Holds the account as it is until the transaction ends: what stops it afterwards finds the token.
     *
     * @throws ProblemException if the account is given, and is not one of the team's
     */
    void requireServiceAccount(Scope team, @Nullable UUID account) {
        if (account != null && !isThere(ACCOUNT + " FOR SHARE", account, team)) {
            throw ProblemException.invalid(
                    "serviceAccountId", "must be a service account of the team that is not disabled");
        }
    }

    /** @throws ProblemException if whose the token is may not call: a service account, or a member, that is stopped */
    void requireNotStopped(ProxyToken token) {
        UUID account = token.serviceAccountId();
        if (account != null && !isThere(ACCOUNT, account, token.scope())) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT, "The token's service account is disabled or deleted, and its tokens with it.");
        }
        UUID owner = token.ownerId();
        if (owner != null && !reaches(owner, token.scope())) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT,
                    "The token belongs to a person who is disabled or deleted, or has left the team: enable them, or add them again, first.");
        }
    }

    /** Whether a person is active and holds a role over the team, whether or not the caller may see that role. */
    boolean reaches(UUID person, Scope team) {
        return jdbc.sql("SELECT person_reaches(?, ?, ?)")
                .params(Arrays.asList(person, team.tenant(), team.team()))
                .query(Boolean.class)
                .single();
    }

    /**
     * Holds the membership as it is until the transaction ends: what ends it afterwards finds the token.
     *
     * @throws ProblemException if the person is given, and is no member of the team
     */
    void requireMember(Scope team, @Nullable UUID person) {
        if (person != null && !(isActive(person) && isThere(MEMBERSHIP, person, team))) {
            throw ProblemException.invalid("ownerId", "must be a member of the team who is not disabled");
        }
    }

    /** @throws ProblemException if the token belongs to a member, whose secret nobody else may have */
    static void requireOfTeam(ProxyToken token) {
        if (token.ownerId() != null) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT,
                    "The token belongs to a member, who alone rotates it: block or revoke it instead.");
        }
    }

    /** @throws ProblemException if it is somebody's who is not of the other team */
    void requireMovable(ProxyToken token, Scope to) {
        if (token.serviceAccountId() != null) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT,
                    "The token is a service account's, which stays with its team: issue another one.");
        }
        try {
            requireMember(to, token.ownerId());
        } catch (ProblemException e) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT,
                    "The token belongs to a member who is not in the other team, or is disabled: add or enable them first.");
        }
    }

    /** Takes the lock of the account before those of its roles, as all do who end both. */
    private boolean isActive(UUID person) {
        return jdbc.sql(
                        "SELECT id FROM user_account WHERE id = ? AND deleted_at IS NULL AND disabled_at IS NULL FOR SHARE")
                .param(person)
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    private boolean isThere(String select, UUID id, Scope team) {
        return !jdbc.sql(select)
                .params(Arrays.asList(id, team.tenant(), team.team()))
                .query(UUID.class)
                .list()
                .isEmpty();
    }
}
