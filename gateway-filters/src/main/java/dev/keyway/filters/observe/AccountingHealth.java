package dev.keyway.filters.observe;

import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while calls cannot be written down, since every one of them would be refused. */
public final class AccountingHealth implements HealthIndicator {

    private final Supplier<Optional<String>> trouble;

    /** @param trouble why calls cannot be written down; empty if they can */
    public AccountingHealth(Supplier<Optional<String>> trouble) {
        this.trouble = trouble;
    }

    @Override
    public Health health() {
        return trouble.get()
                .map(why -> Health.down().withDetail("reason", why).build())
                .orElseGet(() -> Health.up().build());
    }
}
