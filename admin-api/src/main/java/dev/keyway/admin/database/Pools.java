package dev.keyway.admin.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.keyway.db.DatabaseLogin;
import dev.keyway.db.Role;
import dev.keyway.db.Schema;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pools, each acting as a role of its own; a service whose schema is not that of its release does not start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class Pools {

    private static final int PIPELINE_CONNECTIONS = 8;

    /** A replica that freezes, or whose network is gone, holds its locks no longer than this. */
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(30);

    /**
     * A statement whose client is gone ends, and its locks with it. Windows cannot look for clients:
     * https://www.postgresql.org/docs/18/runtime-config-connection.html.
     */
    private static final String LOOK_FOR_CLIENT = """
            SELECT set_config('client_connection_check_interval', CASE WHEN version() ~* 'linux|darwin|bsd' THEN '5s' ELSE '0' END, false)""";

    @Bean
    HikariDataSource dataSource(DatabaseSettings settings) {
        new ReadyDatabase(settings).require();
        return pool(settings.login(), Role.APP, settings.connections(), Duration.ofSeconds(15));
    }

    @Bean
    Pipeline pipeline(DatabaseSettings settings, HikariDataSource schemaIsThere) {
        return new Pipeline(pool(settings.login(), Role.PIPELINE, PIPELINE_CONNECTIONS, Duration.ofSeconds(60)));
    }

    @Bean
    AuditRole auditRole(DatabaseSettings settings, HikariDataSource schemaIsThere) {
        HikariConfig config = config(settings.login(), Role.AUDIT, 1, Duration.ofSeconds(60));
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        return new AuditRole(new HikariDataSource(config));
    }

    private static HikariDataSource pool(DatabaseLogin login, Role role, int connections, Duration statementTimeout) {
        return new HikariDataSource(config(login, role, connections, statementTimeout));
    }

    private static HikariConfig config(DatabaseLogin login, Role role, int connections, Duration statementTimeout) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(role.sqlName());
        config.setJdbcUrl(login.url());
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.setSchema(Schema.NAME);
        config.setConnectionInitSql(
                "SET ROLE %s; SET statement_timeout = %d; SET lock_timeout = 10000; SET idle_in_transaction_session_timeout = %d; %s"
                        .formatted(
                                role.sqlName(),
                                statementTimeout.toMillis(),
                                IDLE_IN_TRANSACTION.toMillis(),
                                LOOK_FOR_CLIENT));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setValidationTimeout(2_000);
        config.addDataSourceProperty("ApplicationName", "keyway-admin");
        config.addDataSourceProperty("connectTimeout", "3");
        config.addDataSourceProperty("socketTimeout", "90");
        return config;
    }
}
