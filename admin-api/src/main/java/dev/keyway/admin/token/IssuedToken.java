package dev.keyway.admin.token;

import dev.keyway.admin.edit.Resource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token at the moment in which its secret is made.
 *
 * @param secret the token for the gateway, shown only once; null if the create is repeated
 */
public record IssuedToken(
        UUID id, TokenView token, @Nullable String secret) implements Resource {

    @Override
    public String toString() {
        return "IssuedToken[id=" + id + "]";
    }
}
