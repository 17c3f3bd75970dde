package dev.keyway.admin.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.keyway.admin.AdminServer;
import dev.keyway.admin.problem.SqlFault;
import dev.keyway.testkit.time.Awaiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Long work outlasts the time after which the driver takes the database for dead, and what follows on its connection does not. */
class LongWorkIT {

    private static final AdminServer SERVER = AdminServer.shared();
    private static final String SILENCE = "SELECT pg_sleep(2.5)::text";

    private static Pipeline pipeline;

    @BeforeAll
    static void withADriverThatWaitsForASecond() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(SERVER.database().url());
        config.setUsername(SERVER.database().user());
        config.setPassword(SERVER.database().password());
        config.setConnectionInitSql("SET statement_timeout = '1min'");
        config.addDataSourceProperty("socketTimeout", "1");
        config.setMaximumPoolSize(2);
        pipeline = new Pipeline(new HikariDataSource(config));
    }

    @AfterAll
    static void stop() {
        pipeline.close();
    }

    @Test
    void longWorkOutlastsTheSilenceAndOtherWorkDoesNot() {
        assertThat(pipeline.writeLong(LongWorkIT::timeoutAfterSilence)).isEqualTo("1h");
        assertThat(pipeline.readLong(LongWorkIT::timeoutAfterSilence)).isEqualTo("1h");
        for (int n = 0; n < 3; n++) {
            assertThat(SqlFault.of(catchThrowable(() -> pipeline.write(LongWorkIT::timeoutAfterSilence))))
                    .hasValueSatisfying(fault -> assertThat(fault.state()).startsWith("08"));
        }
        assertThat(pipeline.jdbc()
                        .sql("SHOW statement_timeout")
                        .query(String.class)
                        .single())
                .isEqualTo("1min");
    }

    @Test
    void aConnectionWaitsNoLongerAfterLongWork() throws SQLException {
        try (Connection connection = pipeline.pool().getConnection()) {
            connection.setAutoCommit(false);
            LongWork work = LongWork.on(connection);
            assertThat(connection.getNetworkTimeout()).isEqualTo(61 * 60 * 1000);
            work.end();
            assertThat(connection.getNetworkTimeout()).isEqualTo(1000);
            connection.rollback();
            assertThat(JdbcClient.create(new SingleConnectionDataSource(connection, true))
                            .sql("SHOW statement_timeout")
                            .query(String.class)
                            .single())
                    .isEqualTo("1min");
        }
    }

    @Test
    void aStatementOfAClientThatIsGoneEnds() throws SQLException {
        Connection connection = SERVER.bean(Pipeline.class).pool().getConnection();
        connection.setAutoCommit(false);
        LongWork work = LongWork.on(connection);
        CompletableFuture<Boolean> asleep = CompletableFuture.supplyAsync(() -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("SELECT pg_sleep(600), 'of a client that goes'");
            } catch (SQLException e) {
                return false;
            }
        });
        Awaiting.until("the statement", () -> sleeping() == 1);
        connection.abort(Runnable::run);
        assertThat(asleep.join()).isFalse();
        work.end();
        Awaiting.until("its end", Duration.ofSeconds(60), () -> sleeping() == 0);
        connection.close();
    }

    private static String timeoutAfterSilence(JdbcClient transaction) {
        int unused = transaction.sql(SILENCE).query((row, n) -> n).list().size();
        return transaction.sql("SHOW statement_timeout").query(String.class).single();
    }

    private static long sleeping() {
        return SERVER.sql().sql("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE state = 'active' AND query LIKE 'SELECT pg_sleep(600), ''of a client%' AND pid <> pg_backend_pid()""").query(Long.class).single();
    }
}
