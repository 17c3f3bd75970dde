package dev.keyway.admin.alert;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where whoever sees something that must be known says so. */
@Component
public class Alerts {

    private final Outbox outbox;

    Alerts(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * Tells every channel that wants to know, once for each occasion, after the transaction has committed.
     *
     * @param transaction the one in which it was seen; it must see all tenants
     * @return how many channels had not been told yet
     */
    public int raise(JdbcClient transaction, Alert alert) {
        return outbox.add(transaction, alert);
    }
}
