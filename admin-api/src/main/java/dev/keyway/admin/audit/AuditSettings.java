package dev.keyway.admin.audit;

import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.admin.secret.KeyRing;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Signature and retention of the audit, {@code KEYWAY_AUDIT_…}.
 *
 * @param keys Keys that sign the audit, {@code id:base64,…} of 32 or more random bytes each. The first one signs, all
 *     of them verify.
 * @param keepMonths How many complete months of audit to retain in addition to the current one. 0 retains all, and
 *     verification reports a dropped month. To stop dropping months later, set a large number.
 */
@ConfigurationProperties("keyway.audit")
record AuditSettings(
        @DefaultValue("") String keys, @DefaultValue("0") int keepMonths) {

    KeyRing ring() {
        try {
            return KeyRing.parse(keys);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("KEYWAY_AUDIT_KEYS", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String toString() {
        return "AuditSettings[****]";
    }
}
