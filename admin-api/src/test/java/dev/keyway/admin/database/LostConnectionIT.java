package dev.keyway.admin.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.problem.SqlFault;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL ends a connection in the middle of a transaction. */
class LostConnectionIT {

    private final AdminServer server = AdminServer.shared();
    private final Pipeline pipeline = server.bean(Pipeline.class);

    @Test
    void aStatementThatFindsItClosedIsAFaultOfTheMoment() {
        requirePassing(catchThrowable(() -> pipeline.write(jdbc -> {
            end(jdbc);
            return jdbc.sql("SELECT 1").query(Integer.class).single();
        })));
    }

    @Test
    void aCommitThatFindsItClosedIsAFaultOfTheMoment() {
        requirePassing(catchThrowable(() -> pipeline.write(jdbc -> {
            end(jdbc);
            return 1;
        })));
    }

    @Test
    void aRollbackThatFindsItClosedIsAFaultOfTheMoment() {
        requirePassing(catchThrowable(() -> pipeline.write(jdbc -> {
            end(jdbc);
            Throwable first = catchThrowable(
                    () -> jdbc.sql("SELECT 1").query(Integer.class).single());
            throw new IllegalStateException("the transaction cannot go on", first);
        })));
    }

    private void end(JdbcClient transaction) {
        Integer process =
                transaction.sql("SELECT pg_backend_pid()").query(Integer.class).single();
        server.database().execute("SELECT pg_terminate_backend(" + process + ")");
    }

    private static void requirePassing(Throwable failure) {
        assertThat(SqlFault.of(failure))
                .as("%s", failure)
                .hasValueSatisfying(fault -> assertThat(fault.isPassing()).isTrue());
    }
}
