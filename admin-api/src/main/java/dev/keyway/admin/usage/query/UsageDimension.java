package dev.keyway.admin.usage.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Dimension of usage: what records are filtered and grouped by. The columns have the same names in all rollups that have them. */
enum UsageDimension {
    TENANT("tenant", "tenant_id"),
    TEAM("team", "team_id"),
    TOKEN("token", "token_id"),
    USER("user", "user_hash"),
    PROVIDER("provider", "provider_id"),
    ACCOUNT("account", "account_id"),
    MODEL("model", "model"),
    ALIAS("alias", "alias"),
    KEY("key", "key_id"),
    TAG("tag", "tags"),
    OUTCOME("outcome", "outcome"),
    ERROR_ORIGIN("errorOrigin", "error_origin");

    private final String text;
    private final String column;

    UsageDimension(String text, String column) {
        this.text = text;
        this.column = column;
    }

    static Optional<UsageDimension> of(String text) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.text.equals(text))
                .findFirst();
    }

    /** All of them, for a message. */
    static String listed() {
        return Arrays.stream(values()).map(UsageDimension::text).collect(Collectors.joining(", "));
    }

    /** Its name in the API. */
    String text() {
        return text;
    }

    String column() {
        return column;
    }

    /** Whether it is what a provider key belongs to: attempts have it, requests do not. */
    boolean isOfSupply() {
        return this == ACCOUNT || this == KEY;
    }

    /** Whether the attempts of one request may differ in it. */
    boolean isOfTarget() {
        return this == PROVIDER || this == MODEL || isOfSupply();
    }

    /** Whether it is the usage of single people. */
    boolean isPersonal() {
        return this == TOKEN || this == USER;
    }

    /** Whether its groups have an ID. */
    boolean hasIds() {
        return column.endsWith("_id");
    }

    /**
     * The names of the groups in an array of ids: those of today, or those of the latest record if what they name is not there any
     * more. Records name no accounts and keys.
     */
    String names() {
        return switch (this) {
            case TENANT -> names("tenant", "name");
            case TEAM -> names("team", "name");
            case TOKEN -> names("proxy_token", "name");
            case PROVIDER -> names("provider", "slug");
            case ACCOUNT -> today("provider_account", "coalesce(t.name, '')");
            case KEY -> today("provider_key", "coalesce(t.name, '')");
            default -> throw new IllegalStateException(this + " has no ids");
        };
    }

    private String names(String table, String name) {
        return today(
                table,
                "coalesce(t.%s, (SELECT e.%s FROM usage_event e WHERE e.%s = asked.id ORDER BY e.at DESC LIMIT 1), '')"
                        .formatted(name, name().toLowerCase(Locale.ROOT), column));
    }

    private static String today(String table, String name) {
        return "SELECT asked.id, %s AS name FROM unnest(?::uuid[]) AS asked (id) LEFT JOIN %s t ON t.id = asked.id"
                .formatted(name, table);
    }
}
