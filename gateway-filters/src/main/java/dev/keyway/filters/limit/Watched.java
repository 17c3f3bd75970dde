package dev.keyway.filters.limit;

/** A scope whose spending the admin service is to hear of. */
record Watched(TenantLedger owner, Scope scope) {}
