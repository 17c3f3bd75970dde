package dev.keyway.admin.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.keyway.db.DatabaseLogin;
import dev.keyway.db.ForeignSchemaException;
import dev.keyway.db.Role;
import dev.keyway.db.Schema;
import dev.keyway.db.SchemaState;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pools, each acting as a role of its own; a service whose schema is not that of its release does not start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class Pools {

    private static final int PIPELINE_CONNECTIONS = 8;

    @Bean
    HikariDataSource dataSource(DatabaseSettings settings) {
        requireSchema(settings);
        return pool(settings.login(), Role.APP, settings.connections(), Duration.ofSeconds(15));
    }

    @Bean
    Pipeline pipeline(DatabaseSettings settings, HikariDataSource schemaIsThere) {
        return new Pipeline(pool(settings.login(), Role.PIPELINE, PIPELINE_CONNECTIONS, Duration.ofSeconds(60)));
    }

    private static HikariDataSource pool(DatabaseLogin login, Role role, int connections, Duration statementTimeout) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(role.sqlName());
        config.setJdbcUrl(login.url());
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.setSchema(Schema.NAME);
        config.setConnectionInitSql("SET ROLE %s; SET statement_timeout = %d; SET lock_timeout = 10000"
                .formatted(role.sqlName(), statementTimeout.toMillis()));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setValidationTimeout(2_000);
        config.addDataSourceProperty("ApplicationName", "keyway-admin");
        config.addDataSourceProperty("connectTimeout", "3");
        config.addDataSourceProperty("socketTimeout", "90");
        return new HikariDataSource(config);
    }

    private static void requireSchema(DatabaseSettings settings) {
        Schema schema = new Schema(settings.login());
        try {
            if (settings.migrate() == DatabaseSettings.Migrate.START) {
                schema.migrate();
            }
            switch (schema.state()) {
                case SchemaState.Current current -> {}
                case SchemaState.Missing missing ->
                    throw new InvalidSettingException(
                            "KEYWAY_DB_URL", "the database has no schema yet; run this program with --migrate first");
                case SchemaState.Behind behind ->
                    throw new InvalidSettingException(
                            "KEYWAY_DB_URL",
                            "the schema lacks %d migrations of this release; run this program with --migrate first"
                                    .formatted(behind.pending()));
            }
        } catch (ForeignSchemaException e) {
            throw new InvalidSettingException("KEYWAY_DB_URL", String.valueOf(e.getMessage()));
        } catch (SQLException | FlywayException e) {
            throw new InvalidSettingException("KEYWAY_DB_URL", unreachable(e));
        }
    }

    /** What the driver said, in one line. */
    static String unreachable(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return "the database cannot be used: "
                + message.lines().findFirst().orElse("").strip();
    }
}
