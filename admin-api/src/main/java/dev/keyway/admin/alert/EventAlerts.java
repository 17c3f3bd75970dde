package dev.keyway.admin.alert;

import dev.keyway.admin.providerkey.MasterKeyRotation;
import dev.keyway.admin.signin.AccountLocked;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Raises alerts for events of other packages, in the transaction that publishes them. */
@Component
class EventAlerts {

    private final Alerts alerts;
    private final JdbcClient jdbc;
    private final Clock clock;

    EventAlerts(Alerts alerts, JdbcClient jdbc, Clock clock) {
        this.alerts = alerts;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Each run that sealed something; failures once a day. */
    @EventListener
    void raise(MasterKeyRotation rotation) {
        String key = rotation.masterKey();
        raise(
                switch (rotation) {
                    case MasterKeyRotation.Finished done ->
                        new Alert(
                                AlertEvent.MASTER_KEY_ROTATED,
                                null,
                                "master key %s %s".formatted(key, done.run()),
                                "Everything is sealed with the master key '%s': %d secrets were sealed again."
                                        .formatted(key, done.sealed()),
                                Map.of("masterKey", key, "sealed", done.sealed()));
                    case MasterKeyRotation.Failed failed ->
                        new Alert(
                                AlertEvent.MASTER_KEY_FAILED,
                                null,
                                "master key %s failed %s".formatted(key, today()),
                                "Not all could be sealed with the master key '%s': %s.".formatted(key, failed.reason()),
                                Map.of("masterKey", key, "reason", failed.reason()));
                });
    }

    /** Once a day for each user. */
    @EventListener
    void raise(AccountLocked locked) {
        raise(new Alert(
                AlertEvent.ACCOUNT_LOCKED,
                null,
                "account %s %s".formatted(locked.user(), today()),
                "Somebody at %s failed %d times to sign in as '%s', who must wait before each further attempt."
                        .formatted(locked.address(), locked.failures(), locked.login()),
                Map.of(
                        "userId",
                        locked.user().toString(),
                        "login",
                        locked.login(),
                        "address",
                        locked.address(),
                        "failures",
                        locked.failures())));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private void raise(Alert alert) {
        int unused = alerts.raise(jdbc, alert);
    }
}
