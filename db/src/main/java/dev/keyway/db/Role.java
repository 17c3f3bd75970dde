package dev.keyway.db;

import java.util.Locale;

/** Whom a connection acts as, whoever signed in: {@code SET ROLE}. */
public enum Role {
    /** Owns the schema; migrations only. */
    OWNER,
    /** The API: sees the rows of the tenants that the transaction names, and no others. */
    APP,
    /** Snapshots, ingest and jobs: sees every tenant's rows, and may write little. */
    PIPELINE;

    /** Its name in PostgreSQL. */
    public String sqlName() {
        return "keyway_" + name().toLowerCase(Locale.ROOT);
    }
}
