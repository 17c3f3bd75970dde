package dev.keyway.admin.signin;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * First owner, {@code KEYWAY_OWNER_…}.
 *
 * @param login Login of the first owner, created at the very first start.
 * @param password Password of the first owner. Not set: a random one, written to a file, that must be changed first.
 * @param folder Folder for the owner's password and token, in the files {@code owner.password} and {@code
 *     owner.token}.
 * @param token Lifetime of the read-only access token of the owner that each start writes to {@code owner.token}. 0:
 *     no token. {@code ./keyway up} uses {@code 1h}.
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
