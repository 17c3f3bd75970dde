package dev.keyway.admin.change;

import java.util.Locale;

/** What can be changed. A new resource takes its place here. */
public enum Subject {
    TENANT(Reach.GATEWAYS),
    TEAM(Reach.GATEWAYS),
    TOKEN(Reach.GATEWAYS),
    PROVIDER(Reach.GATEWAYS),
    PROVIDER_ACCOUNT(Reach.GATEWAYS),
    PROVIDER_KEY(Reach.GATEWAYS),
    MODEL(Reach.GATEWAYS),
    PRICE(Reach.GATEWAYS),
    ALIAS(Reach.GATEWAYS),
    LIMIT_POLICY(Reach.GATEWAYS),
    BUDGET_POLICY(Reach.GATEWAYS),
    USER(Reach.HERE),
    ROLE_GRANT(Reach.HERE),
    SERVICE_ACCOUNT(Reach.HERE),
    ACCESS_TOKEN(Reach.HERE),
    SESSION(Reach.HERE),
    OIDC_RULE(Reach.HERE),
    GATEWAY(Reach.HERE),
    GATEWAY_GROUP(Reach.HERE),
    GATEWAY_COMMAND(Reach.HERE),
    ALERT_CHANNEL(Reach.HERE),
    USAGE_GAP(Reach.HERE),
    USAGE_REJECTED(Reach.HERE),
    USAGE_LOG(Reach.HERE),
    SPEND_GRANT(Reach.HERE),
    USAGE_ADJUSTMENT(Reach.HERE),
    REPRICING(Reach.HERE),
    STATEMENT(Reach.HERE),
    USAGE_EXPORT(Reach.HERE),
    ERASURE(Reach.HERE),
    USAGE_REBUILD(Reach.HERE),
    MASTER_KEY(Reach.HERE),
    CONFIGURATION(Reach.HERE),
    AUDIT(Reach.HERE),
    /** A call that was refused. */
    CALL(Reach.HERE);

    private enum Reach {
        /** Gateways serve by it: a change raises the revision. */
        GATEWAYS,
        HERE
    }

    private final Reach reach;

    Subject(Reach reach) {
        this.reach = reach;
    }

    /** Its name in the audit and in the contract with gateways. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean reachesGateways() {
        return reach == Reach.GATEWAYS;
    }
}
