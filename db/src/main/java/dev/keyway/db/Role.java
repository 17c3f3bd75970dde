package dev.keyway.db;

import java.util.List;
import java.util.Locale;

/** Whom a connection acts as, whoever signed in: {@code SET ROLE}. */
public enum Role {
    /** Owns the schema; migrations only. */
    OWNER,
    /** The API: sees the rows of the tenants that the transaction names, and no others. */
    APP,
    /** Snapshots, ingest and jobs: sees every tenant's rows, and may write little. */
    PIPELINE,
    /** Closes and drops months of the audit by one function, and can do nothing else. */
    AUDIT,
    /** Programs that read the database themselves: their logins are members of it, and it sees a few views. */
    READER;

    /** Those that a running service takes on. */
    public static List<Role> running() {
        return List.of(APP, PIPELINE, AUDIT);
    }

    /** Its name in PostgreSQL. */
    public String sqlName() {
        return "keyway_" + name().toLowerCase(Locale.ROOT);
    }
}
