package dev.keyway.admin.address;

/** What an address is called for, which decides where it may lead. */
public enum Use {
    /** By gateways, with provider keys. */
    PROVIDER,
    /** By this service, for the installation's own alerts. */
    WEBHOOK,
    /** By this service, at a tenant's wish: never anywhere private. */
    TENANTS_WEBHOOK
}
