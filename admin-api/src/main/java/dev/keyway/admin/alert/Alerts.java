package dev.keyway.admin.alert;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Raises alerts: stores one delivery for each channel that receives the event. */
@Component
public class Alerts {

    private final Outbox outbox;

    Alerts(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * Sends an alert to every channel that receives its event, once for each occasion, after the transaction has committed.
     *
     * @param transaction the one in which it was seen; it must see all tenants
     * @return number of channels that had not had this alert
     */
    public int raise(JdbcClient transaction, Alert alert) {
        return outbox.add(transaction, alert);
    }
}
