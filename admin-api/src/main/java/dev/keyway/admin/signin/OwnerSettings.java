package dev.keyway.admin.signin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is made at the very first start.
 *
 * @param login {@code KEYWAY_OWNER_LOGIN}
 * @param password {@code KEYWAY_OWNER_PASSWORD}; none: a random one is printed once
 */
@ConfigurationProperties("keyway.owner")
record OwnerSettings(
        @DefaultValue("owner") String login,
        @DefaultValue("") String password) {

    @Override
    public String toString() {
        return "OwnerSettings[login=" + login + "]";
    }
}
