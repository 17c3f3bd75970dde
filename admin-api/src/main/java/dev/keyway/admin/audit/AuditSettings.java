package dev.keyway.admin.audit;

import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.admin.secret.KeyRing;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the audit is signed with.
 *
 * @param keys {@code KEYWAY_AUDIT_KEYS}: {@code id:base64,…}; the first signs, all verify
 * @param keepMonths {@code KEYWAY_AUDIT_KEEPMONTHS}: whole months that are retained beside this one; 0: all, and
 *     verification takes a month that was dropped for a fault
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
