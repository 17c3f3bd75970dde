package dev.keyway.admin.audit;

import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.admin.secret.KeyRing;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the audit is signed with.
 *
 * @param keys {@code KEYWAY_AUDIT_KEYS}: {@code id:base64,…}; the first signs, all verify
 */
@ConfigurationProperties("keyway.audit")
record AuditSettings(@DefaultValue("") String keys) {

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
