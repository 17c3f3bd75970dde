package dev.keyway.admin.gateway;

import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.contract.Secret;
import dev.keyway.contract.control.Enrolment;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Gateways that enrol by themselves, {@code KEYWAY_GATEWAY_GROUP_…}.
 *
 * @param credential Credential with which replicas of a gateway enrol: `kwgg_` and at least 32 random letters, digits, `_` or `-`. A new
 *     value replaces the one before, which stays valid for 24 hours. Not set: no gateway can enrol.
 * @param members Maximum number of gateways that have enrolled, from 1 to 1000.
 */
@ConfigurationProperties("keyway.gateway.group")
record GroupSettings(
        @DefaultValue("") String credential,
        @DefaultValue("32") int members) {

    private static final String SETTING = "KEYWAY_GATEWAY_GROUP_CREDENTIAL";
    private static final Pattern FORM = Pattern.compile(Enrolment.CREDENTIAL_PREFIX + "[A-Za-z0-9_-]{32,200}");
    private static final int MOST = 1000;

    GroupSettings {
        if (!credential.isBlank() && !FORM.matcher(credential.strip()).matches()) {
            throw new InvalidSettingException(
                    SETTING,
                    "must be " + Enrolment.CREDENTIAL_PREFIX
                            + " and 32 to 200 random letters, digits, '_' or '-', as from"
                            + " echo \"" + Enrolment.CREDENTIAL_PREFIX + "$(openssl rand -hex 32)\"");
        }
        if (members < 1 || members > MOST) {
            throw new InvalidSettingException("KEYWAY_GATEWAY_GROUP_MEMBERS", "must be from 1 to " + MOST);
        }
    }

    /** The credential; empty if no gateway can enrol. */
    Optional<Secret> secret() {
        return credential.isBlank() ? Optional.empty() : Optional.of(Secret.of(credential.strip()));
    }

    /** Never prints the credential. */
    @Override
    public String toString() {
        return "GroupSettings[members=" + members + "]";
    }
}
