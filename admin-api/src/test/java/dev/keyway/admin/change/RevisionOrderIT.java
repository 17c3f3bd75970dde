package dev.keyway.admin.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Revisions become visible in their order, whoever writes at the same moment: a gateway that asks for what came after misses none. */
class RevisionOrderIT {

    private static final int WRITERS = 20;
    private static final int CHANGES = 10;

    private final AdminServer server = AdminServer.shared();
    private final Changes changes = server.bean(Changes.class);
    private final CurrentCaller current = server.bean(CurrentCaller.class);
    private final TransactionTemplate transactions =
            new TransactionTemplate(server.bean(PlatformTransactionManager.class));

    @Test
    void noRevisionAppearsAfterAGreaterOne() throws Exception {
        long start = revision();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> reader = threads.submit(() -> readUntil(done, start));
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(threads.submit(this::write));
            }
            try {
                for (Future<?> writer : writers) {
                    Object unused = writer.get();
                }
            } finally {
                done.set(true);
            }
            assertThat(reader.get()).isGreaterThan(2);
        }
        assertThat(revision()).isEqualTo(start + WRITERS * CHANGES);
    }

    private void write() {
        for (int i = 0; i < CHANGES; i++) {
            current.asSystem(() -> transactions.execute(status -> {
                changes.record(Change.created(Subject.TENANT, UUID.randomUUID(), Scope.INSTALLATION, Map.of("n", 1)));
                return true;
            }));
        }
    }

    /** In each state that can be seen, every revision up to the latest has its changes. */
    private int readUntil(AtomicBoolean done, long start) {
        int states = 0;
        boolean last;
        do {
            last = done.get();
            String gaps = server.sql().sql("""
                            SELECT coalesce(string_agg(r::text, ','), '') FROM keyway.revision v,
                                generate_series(?::bigint + 1, v.value) r
                            WHERE NOT EXISTS (SELECT FROM keyway.config_change c WHERE c.revision = r)""").param(start).query(String.class).single();
            assertThat(gaps).isEmpty();
            states++;
        } while (!last);
        return states;
    }

    private long revision() {
        return server.sql()
                .sql("SELECT value FROM keyway.revision")
                .query(Long.class)
                .single();
    }
}
