package dev.keyway.filters.observe;

import dev.keyway.filters.snapshot.ServingPermission;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while the gateway may not serve by its configuration. */
final class ConfigurationHealth implements HealthIndicator {

    private final ServingPermission permission;

    ConfigurationHealth(ServingPermission permission) {
        this.permission = permission;
    }

    @Override
    public Health health() {
        return permission
                .obstacle()
                .map(why -> Health.down().withDetail("reason", why).build())
                .orElseGet(() -> Health.up().build());
    }
}
