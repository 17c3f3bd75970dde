package dev.keyway.admin.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What has a unique name where it is, and is therefore found by its name as well as by its id. */
public enum Named {
    TENANT("tenant", "name", List.of("tenantId", "tenant"), List.of("tenantId"), List.of(), """
            SELECT id FROM tenant WHERE lower(name) = lower(:name) AND deleted_at IS NULL"""),
    TEAM("team", "name", List.of("teamId", "team"), List.of("teamId"), List.of("tenant"), """
            SELECT id FROM team
            WHERE tenant_id = :tenant AND lower(name) = lower(:name) AND deleted_at IS NULL"""),
    SERVICE_ACCOUNT(
            "serviceAccount",
            "name",
            List.of("serviceAccountId"),
            List.of("serviceAccountId"),
            List.of("tenant", "team"),
            """
            SELECT id FROM service_account
            WHERE tenant_id = :tenant AND team_id = :team AND lower(name) = lower(:name) AND deleted_at IS NULL"""),
    USER(
            "user",
            "login",
            List.of("ownerId", "createdBy", "actorId"),
            List.of("userId", "ownerId", "createdBy"),
            List.of(),
            """
            SELECT id FROM user_account WHERE lower(login) = lower(:name) AND deleted_at IS NULL"""),
    PROVIDER("provider", "slug", List.of("provider"), List.of("providerId"), List.of(), """
            SELECT id FROM provider WHERE slug = :name AND deleted_at IS NULL"""),
    ACCOUNT("account", "name", List.of(), List.of("accountId"), List.of("provider"), """
            SELECT id FROM provider_account
            WHERE provider_id = :provider AND lower(name) = lower(:name) AND deleted_at IS NULL"""),
    MODEL("model", "name", List.of(), List.of(), List.of("provider"), """
            SELECT id FROM model WHERE provider_id = :provider AND name = :name AND deleted_at IS NULL"""),
    ALIAS("alias", "name", List.of(), List.of(), List.of(), """
            SELECT id FROM alias WHERE name = :name AND deleted_at IS NULL"""),
    GATEWAY("gateway", "name", List.of(), List.of(), List.of(), """
            SELECT id FROM gateway WHERE lower(name) = lower(:name) AND revoked_at IS NULL"""),
    BUDGET("budget", "period", List.of(), List.of(), List.of("tenant"), """
            SELECT id FROM budget_policy
            WHERE tenant_id = :tenant AND team_id IS NOT DISTINCT FROM CAST(:team AS uuid)
                AND token_id IS NOT DISTINCT FROM CAST(:token AS uuid) AND period = upper(:name)""");

    private final String variable;
    private final String word;

    // Immutable lists, which Error Prone cannot know of List.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> parameters;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> members;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> parents;

    private final String sql;

    Named(
            String variable,
            String word,
            List<String> parameters,
            List<String> members,
            List<String> parents,
            String sql) {
        this.variable = variable;
        this.word = word;
        this.parameters = parameters;
        this.members = members;
        this.parents = parents;
        this.sql = sql;
    }

    /** What a variable of a path names; empty if that has no unique name. */
    public static Optional<Named> inPath(String variable) {
        return Arrays.stream(values())
                .filter(named -> named.variable.equals(variable))
                .findFirst();
    }

    /** The variable of paths. */
    public String variable() {
        return variable;
    }

    /** Which of its members is unique. */
    public String word() {
        return word;
    }

    /** The parameters of queries whose value is an id of this. */
    public List<String> parameters() {
        return parameters;
    }

    /** The members of bodies whose value is an id of this. */
    public List<String> members() {
        return members;
    }

    /** The variables of what it lies in, without which its name says nothing. */
    List<String> parents() {
        return parents;
    }

    String sql() {
        return sql;
    }
}
