package dev.keyway.admin.signin;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The owner who is made at the very first start.
 *
 * @param login {@code KEYWAY_OWNER_LOGIN}
 * @param password {@code KEYWAY_OWNER_PASSWORD}; none: a random one, which must be changed, is put into a file
 * @param folder {@code KEYWAY_OWNER_FOLDER}: where the files {@code owner.password} and {@code owner.token} are put
 * @param token {@code KEYWAY_OWNER_TOKEN}: for how long an access token holds that is made at each start, only reads, and is
 *     put into a file; 0: none is made
 */
@ConfigurationProperties("keyway.owner")
record OwnerSettings(
        @DefaultValue("owner") String login,
        @DefaultValue("") String password,
        @DefaultValue(".keyway") Path folder,
        @DefaultValue("0") Duration token) {

    @Override
    public String toString() {
        return "OwnerSettings[login=" + login + "]";
    }
}
