package dev.keyway.admin.signin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may sign in with a password.
 *
 * @param who {@code KEYWAY_PASSWORD_WHO}: {@code everyone} who has one, or only the {@code owner} of
 *     {@code KEYWAY_OWNER_LOGIN}, to break the glass where all others sign in by OpenID Connect
 */
@ConfigurationProperties("keyway.password")
record PasswordSettings(@DefaultValue("everyone") Who who) {

    /** Who may. */
    enum Who {
        EVERYONE,
        OWNER
    }
}
