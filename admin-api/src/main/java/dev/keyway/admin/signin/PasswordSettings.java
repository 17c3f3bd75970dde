package dev.keyway.admin.signin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sign-in with a password, {@code KEYWAY_PASSWORD_…}.
 *
 * @param who Who may sign in with a password: {@code everyone} who has one, or only the {@code owner} of {@code
 *     KEYWAY_OWNER_LOGIN}, for emergencies.
 */
@ConfigurationProperties("keyway.password")
record PasswordSettings(@DefaultValue("everyone") Who who) {

    /** Who may. */
    enum Who {
        EVERYONE,
        OWNER
    }
}
