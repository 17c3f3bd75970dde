package dev.keyway.admin.gateway;

import dev.keyway.admin.edit.Resource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A gateway at the moment in which its credential is made.
 *
 * @param secret the credential for this service, shown only once; null if the create is repeated
 */
public record IssuedGateway(
        UUID id, GatewayView gateway, @Nullable String secret) implements Resource {

    @Override
    public String toString() {
        return "IssuedGateway[id=" + id + "]";
    }
}
