package dev.keyway.admin.user;

import dev.keyway.admin.edit.Resource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An access token at the moment of its making.
 *
 * @param secret the token itself, shown only once; null if the create is repeated
 */
public record IssuedAccessToken(
        UUID id, AccessTokenView accessToken, @Nullable String secret) implements Resource {

    @Override
    public String toString() {
        return "IssuedAccessToken[id=" + id + "]";
    }
}
