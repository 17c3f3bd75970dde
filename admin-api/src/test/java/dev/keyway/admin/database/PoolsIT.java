package dev.keyway.admin.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.keyway.admin.AdminServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A replica that freezes in a transaction must not hold its locks for ever. */
class PoolsIT {

    private final AdminServer server = AdminServer.shared();

    @Test
    void aTransactionThatDoesNothingIsEnded() {
        JdbcClient api = JdbcClient.create(server.bean(HikariDataSource.class));
        for (JdbcClient pool : List.of(api, server.bean(Pipeline.class).jdbc())) {
            assertThat(pool.sql("SHOW idle_in_transaction_session_timeout")
                            .query(String.class)
                            .single())
                    .isEqualTo("30s");
        }
    }
}
