package dev.keyway.bench.pair;

import dev.keyway.bench.rig.Folder;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A pair with a gate for usage between its programs. The classes of a JVM share one, as it takes long to start: each works in tenants
 * of its own, and leaves the gate open and the gateway running.
 */
record GatedPair(Folder folder, UsageGate gate, Pair pair, Connection connection) implements AutoCloseable {

    private static GatedPair start() {
        Folder folder = Folder.temporary("keyway-gated-pair");
        UsageGate gate = new UsageGate();
        Pair pair = Pair.in(folder.path())
                .way(gate::before)
                .admin("KEYWAY_ALLOW_PRIVATE_WEBHOOKS", "127.0.0.1/32")
                .start();
        pair.price("gpt-4o-mini", "0.15", "0.60");
        pair.alertTo(pair.provider().origin().resolve("/hook"), "USAGE_LOST", "INGEST_REJECTED");
        try {
            return new GatedPair(folder, gate, pair, pair.connect());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        pair.close();
        gate.close();
        folder.close();
    }

    /** Gives the one of this JVM to methods that have a parameter for it. */
    static final class Sharing implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == GatedPair.class;
        }

        @Override
        public GatedPair resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(GatedPair.class))
                    .computeIfAbsent(GatedPair.class, key -> start(), GatedPair.class);
        }
    }
}
