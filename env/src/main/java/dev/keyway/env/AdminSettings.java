package dev.keyway.env;

import java.util.Set;

/**
 * Settings of the admin service and of {@code ./keyway up}, which may be in the same file: they set nothing of a gateway, and are
 * not unknown either.
 */
public final class AdminSettings {

    /** A test holds this to the documentation. */
    public static final Set<String> NAMES = Set.of(
            "KEYWAY_ADMIN_ADDRESS",
            "KEYWAY_ADMIN_MANAGEMENT_PORT",
            "KEYWAY_ADMIN_PORT",
            "KEYWAY_ALLOW_PRIVATE_WEBHOOKS",
            "KEYWAY_AUDIT_KEEPMONTHS",
            "KEYWAY_AUDIT_KEYS",
            "KEYWAY_AUDIT_KEYS_FILE",
            "KEYWAY_BOOTSTRAP_FILE",
            "KEYWAY_CATALOGUE_LOAD",
            "KEYWAY_DB_CONNECTIONS",
            "KEYWAY_DB_MIGRATE",
            "KEYWAY_DB_MIGRATION_PASSWORD",
            "KEYWAY_DB_MIGRATION_PASSWORD_FILE",
            "KEYWAY_DB_MIGRATION_USER",
            "KEYWAY_DB_PASSWORD",
            "KEYWAY_DB_PASSWORD_FILE",
            "KEYWAY_DB_URL",
            "KEYWAY_DB_USER",
            "KEYWAY_DELIVERY_KEEPDAYS",
            "KEYWAY_DEMO_SEED",
            "KEYWAY_GATEWAY_GROUP_CREDENTIAL",
            "KEYWAY_GATEWAY_GROUP_CREDENTIAL_FILE",
            "KEYWAY_GATEWAY_GROUP_MEMBERS",
            "KEYWAY_GATEWAY_PUBLIC_URL",
            "KEYWAY_MAIL_FROM",
            "KEYWAY_MAIL_HOST",
            "KEYWAY_MAIL_PASSWORD",
            "KEYWAY_MAIL_PASSWORD_FILE",
            "KEYWAY_MAIL_PORT",
            "KEYWAY_MAIL_TLS",
            "KEYWAY_MAIL_USER",
            "KEYWAY_MASTER_KEYS",
            "KEYWAY_MASTER_KEYS_FILE",
            "KEYWAY_OIDC_CLIENT_ID",
            "KEYWAY_OIDC_CLIENT_SECRET",
            "KEYWAY_OIDC_CLIENT_SECRET_FILE",
            "KEYWAY_OIDC_ISSUER",
            "KEYWAY_OIDC_SCOPES",
            "KEYWAY_OIDC_TIMEOUT",
            "KEYWAY_OWNER_FOLDER",
            "KEYWAY_OWNER_LOGIN",
            "KEYWAY_OWNER_PASSWORD",
            "KEYWAY_OWNER_PASSWORD_FILE",
            "KEYWAY_OWNER_TOKEN",
            "KEYWAY_PASSWORD_WHO",
            "KEYWAY_PG_PORT",
            "KEYWAY_PUBLIC_URL",
            "KEYWAY_SWAGGER_UI",
            "KEYWAY_USAGE_KEEPMONTHS",
            "KEYWAY_USAGE_KEEPREFUSALMONTHS",
            "KEYWAY_USAGE_KEEPSUMMONTHS",
            "KEYWAY_BUILD");

    private AdminSettings() {}

    public static boolean has(String name) {
        return NAMES.contains(name);
    }
}
