package dev.keyway.admin.publish;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.gateway.GatewaySignal;
import dev.keyway.admin.revision.Revisions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Rings when any replica has committed a change that gateways wait for. What it misses while it has no connection is found
 * by those who wait, who look every two seconds.
 */
@Component
final class Listener implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int TURN_MILLIS = 2_000;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Pipeline pipeline;
    private final ChangeSignal signal;
    private final Thread thread = Thread.ofPlatform().daemon().name("listen").unstarted(this::run);
    private volatile boolean running;

    Listener(Pipeline pipeline, ChangeSignal signal) {
        this.pipeline = pipeline;
        this.signal = signal;
    }

    @Override
    public void start() {
        running = true;
        thread.start();
    }

    /** Before the web server waits for calls to end: those that wait for news end now. */
    @Override
    public void stop() {
        running = false;
        signal.close();
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        try {
            while (running) {
                listen();
                signal.gather(RETRY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (Connection connection = pipeline.pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + Revisions.CHANNEL);
            statement.execute("LISTEN " + GatewaySignal.CHANNEL);
            PGConnection postgres = connection.unwrap(PGConnection.class);
            signal.raise();
            while (running) {
                PGNotification[] news = postgres.getNotifications(TURN_MILLIS);
                if (news != null && news.length > 0) {
                    signal.raise();
                }
            }
            statement.execute("UNLISTEN *");
        } catch (SQLException e) {
            if (running) {
                LOG.warn("polling for changes every 2 s until the database notifies again: {}", e.getMessage());
            }
        }
    }
}
