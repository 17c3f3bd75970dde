package dev.keyway.admin.gateway;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notifies every replica, when the transaction commits, that something about a gateway has changed. */
public final class GatewaySignal {

    /** The channel of NOTIFY; its payload is the gateway's id. */
    public static final String CHANNEL = "keyway_gateway";

    private GatewaySignal() {}

    /** @param jdbc of the transaction */
    public static void send(JdbcClient jdbc, UUID gateway) {
        var unused = jdbc.sql("SELECT pg_notify(?, ?)")
                .params(CHANNEL, gateway.toString())
                .query()
                .singleRow();
    }
}
