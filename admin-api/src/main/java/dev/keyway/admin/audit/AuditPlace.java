package dev.keyway.admin.audit;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A place in the chain.
 *
 * @param sequence of an entry, 0 before the first
 * @param mac of that entry, in hexadecimal
 */
record AuditPlace(long sequence, String mac) {

    static final AuditPlace START = new AuditPlace(0, "0".repeat(64));

    /** Where the chain ends by what the database says. Empty if the row was deleted past the service. */
    static Optional<AuditPlace> end(JdbcClient jdbc) {
        return jdbc.sql("SELECT sequence, encode(mac, 'hex') FROM audit_head")
                .query((row, n) -> new AuditPlace(row.getLong(1), row.getString(2)))
                .optional();
    }
}
