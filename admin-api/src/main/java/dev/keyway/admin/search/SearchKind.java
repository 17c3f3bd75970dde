package dev.keyway.admin.search;

/** Kind of what a search finds, in the order of the response. */
public enum SearchKind {
    TENANT,
    TEAM,
    TOKEN,
    SERVICE_ACCOUNT,
    USER,
    PROVIDER,
    PROVIDER_KEY,
    MODEL,
    ALIAS,
    GATEWAY
}
