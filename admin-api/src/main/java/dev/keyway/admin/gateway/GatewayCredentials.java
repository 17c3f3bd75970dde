package dev.keyway.admin.gateway;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.security.Credentials;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code Authorization: Bearer kwg_…}. */
@Component
@Order(20)
final class GatewayCredentials implements Credentials {

    private final GatewayAccess access;

    GatewayCredentials(GatewayAccess access) {
        this.access = access;
    }

    @Override
    public Optional<Caller> caller(HttpServletRequest request) {
        return GatewayAccess.credential(request)
                .map(access::require)
                .map(known -> new Caller(CallerKind.GATEWAY, known.id(), known.name(), Set.of(), false, "", null));
    }
}
