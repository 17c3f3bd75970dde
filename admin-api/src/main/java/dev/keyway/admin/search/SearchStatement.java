package dev.keyway.admin.search;

import dev.keyway.admin.alias.Callable;
import java.util.Optional;

/**
 * Statement of a search: how the things of one kind are found.
 *
 * @param kind what it finds
 * @param ofInstallation whether only those find them who see the whole installation
 * @param columns columns for {@code detail} and what the thing is in; the names of {@code SearchHit}
 * @param from the tables; the thing itself is {@code x}
 * @param where the conditions, with the parameters of {@link SearchQueries}
 */
record SearchStatement(SearchKind kind, boolean ofInstallation, String columns, String from, String where) {

    private static final String IN_TENANT = ", t.id AS tenant_id, t.name AS tenant_name";
    private static final String IN_TEAM = IN_TENANT + ", m.id AS team_id, m.name AS team_name";
    private static final String IN_PROVIDER = ", p.id AS provider_id, p.name AS provider_name";
    private static final String OF_TEAM = " JOIN team m ON m.id = x.team_id JOIN tenant t ON t.id = x.tenant_id";
    private static final String OF_PROVIDER = " JOIN provider p ON p.id = x.provider_id AND p.deleted_at IS NULL";
    private static final String NAMED =
            "x.deleted_at IS NULL AND (lower(x.name) LIKE :pattern ESCAPE '!' OR x.id = :id)";
    private static final String NO_DETAIL = "'' AS detail";

    /** Models by what they are called; of several with one name the oldest. */
    private static final String MODEL_NAMES = "(SELECT DISTINCT ON (x.name) x.id, x.name FROM model x WHERE "
            + Callable.MODEL + " AND " + NAMED + " ORDER BY x.name, x.id) x";

    private static final String SEEN = " AND (:all OR x.tenant_id = ANY (:tenants) OR %s = ANY (:teams))";

    /** How a caller finds what is of a kind; empty: not at all. */
    static Optional<SearchStatement> of(SearchKind kind, Reach reach) {
        SearchStatement whole = of(kind);
        return reach == Reach.INSTALLATION || !whole.ofInstallation() ? Optional.of(whole) : withinTenants(kind);
    }

    /** Which names can be called is for everybody to know, but not who serves them. */
    private static Optional<SearchStatement> withinTenants(SearchKind kind) {
        return switch (kind) {
            case MODEL -> Optional.of(new SearchStatement(kind, false, NO_DETAIL, MODEL_NAMES, "true"));
            case ALIAS ->
                Optional.of(new SearchStatement(kind, false, NO_DETAIL, "alias x", Callable.ALIAS + " AND " + NAMED));
            case TENANT, TEAM, TOKEN, SERVICE_ACCOUNT, USER, PROVIDER, PROVIDER_KEY, GATEWAY -> Optional.empty();
        };
    }

    private static SearchStatement of(SearchKind kind) {
        return switch (kind) {
            case TENANT -> new SearchStatement(kind, false, NO_DETAIL, "tenant x", NAMED);
            case TEAM ->
                new SearchStatement(
                        kind,
                        false,
                        NO_DETAIL + IN_TENANT,
                        "team x JOIN tenant t ON t.id = x.tenant_id",
                        NAMED + SEEN.formatted("x.id"));
            case TOKEN ->
                new SearchStatement(
                        kind,
                        false,
                        "coalesce(x.last4, '') AS detail" + IN_TEAM,
                        "proxy_token x" + OF_TEAM,
                        "x.id = ANY (:tokens)");
            case SERVICE_ACCOUNT ->
                new SearchStatement(
                        kind,
                        false,
                        NO_DETAIL + IN_TEAM,
                        "service_account x" + OF_TEAM,
                        NAMED + SEEN.formatted("x.team_id"));
            case USER ->
                new SearchStatement(
                        kind,
                        true,
                        "x.login AS detail",
                        "user_account x",
                        "x.deleted_at IS NULL AND (lower(x.name) LIKE :pattern ESCAPE '!'"
                                + " OR lower(x.login) LIKE :pattern ESCAPE '!' OR x.id = :id)");
            case PROVIDER ->
                new SearchStatement(
                        kind,
                        true,
                        "x.slug AS detail",
                        "provider x",
                        "x.deleted_at IS NULL AND (lower(x.name) LIKE :pattern ESCAPE '!'"
                                + " OR x.slug LIKE :pattern ESCAPE '!' OR x.id = :id)");
            case PROVIDER_KEY ->
                new SearchStatement(
                        kind,
                        true,
                        "x.last4 AS detail" + IN_PROVIDER,
                        "provider_key x" + OF_PROVIDER,
                        "x.deleted_at IS NULL AND (lower(x.name) LIKE :pattern ESCAPE '!'"
                                + " OR x.last4 = :ending OR x.id = :id)");
            case MODEL -> new SearchStatement(kind, true, NO_DETAIL + IN_PROVIDER, "model x" + OF_PROVIDER, NAMED);
            case ALIAS -> new SearchStatement(kind, true, NO_DETAIL, "alias x", NAMED);
            case GATEWAY ->
                new SearchStatement(
                        kind,
                        true,
                        NO_DETAIL,
                        "gateway x",
                        "x.revoked_at IS NULL AND (lower(x.name) LIKE :pattern ESCAPE '!' OR x.id = :id)");
        };
    }

    /** How far a caller sees. */
    enum Reach {
        INSTALLATION,
        TENANTS
    }

    String sql() {
        return "SELECT x.id AS id, x.name AS name, %s FROM %s WHERE %s".formatted(columns, from, where)
                + " ORDER BY position(:text IN lower(x.name)) <> 1, lower(x.name), x.id LIMIT :most";
    }
}
