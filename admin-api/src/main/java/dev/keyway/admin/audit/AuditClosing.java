package dev.keyway.admin.audit;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The last entry of a month that was dropped, sealed: what follows it can still be verified.
 *
 * @param mac of that entry, in hexadecimal
 * @param seal in hexadecimal, under a label of its own: no signature that is published elsewhere is one
 */
record AuditClosing(YearMonth month, long sequence, String mac, String keyId, String seal) {

    static AuditClosing sign(AuditKeys keys, YearMonth month, long sequence, String mac) {
        String keyId = keys.writer();
        return new AuditClosing(
                month,
                sequence,
                mac,
                keyId,
                keys.closing(keyId, month, sequence, mac).orElseThrow());
    }

    /** The closing of the latest month that was dropped; empty if none was. */
    static Optional<AuditClosing> latest(JdbcClient jdbc) {
        return jdbc.sql("""
            SELECT month, sequence, encode(mac, 'hex') AS mac, key_id, encode(seal, 'hex') AS seal
            FROM audit_closing ORDER BY month DESC LIMIT 1\
            """)
                .query((row, n) -> new AuditClosing(
                        YearMonth.from(row.getObject("month", LocalDate.class)),
                        row.getLong("sequence"),
                        row.getString("mac"),
                        row.getString("key_id"),
                        row.getString("seal")))
                .optional();
    }

    /** Whether it was sealed with one of our keys. */
    boolean isOurs(AuditKeys keys) {
        return keys.closing(keyId, month, sequence, mac).filter(seal::equals).isPresent();
    }

    /** Writes it and drops the month; false if the month is gone already. */
    boolean close(JdbcClient audit) {
        return audit.sql("SELECT close_audit_month(?, ?, ?, ?, ?)")
                .params(
                        month.atDay(1),
                        sequence,
                        HexFormat.of().parseHex(mac),
                        keyId,
                        HexFormat.of().parseHex(seal))
                .query(Boolean.class)
                .single();
    }
}
