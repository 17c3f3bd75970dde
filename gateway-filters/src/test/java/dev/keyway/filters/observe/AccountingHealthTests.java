package dev.keyway.filters.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class AccountingHealthTests {

    @Test
    void isDownWhileCallsCannotBeWrittenDown() {
        AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
        AccountingHealth accounting = new AccountingHealth(trouble::get);

        assertThat(status(accounting)).isEqualTo(Status.UP);
        trouble.set(Optional.of("the disk is full"));
        assertThat(status(accounting)).isEqualTo(Status.DOWN);
        trouble.set(Optional.empty());
        assertThat(status(accounting)).isEqualTo(Status.UP);
    }

    private static Status status(AccountingHealth accounting) {
        Health health = accounting.health();
        return health.getStatus();
    }
}
