package dev.keyway.admin.gateway;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.security.Credentials;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code Authorization: Bearer kwgg_…}: a replica that is no gateway yet, and may only become one. */
@Component
@Order(21)
final class GroupCredentials implements Credentials {

    private final GatewayGroup group;

    GroupCredentials(GatewayGroup group) {
        this.group = group;
    }

    @Override
    public Optional<Caller> caller(HttpServletRequest request) {
        return GatewayAccess.groupCredential(request).map(credential -> {
            group.require(credential);
            return new Caller(CallerKind.GATEWAY_GROUP, null, "gateway group", Set.of(), false, "", null);
        });
    }
}
