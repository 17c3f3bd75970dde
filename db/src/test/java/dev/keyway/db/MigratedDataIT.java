package dev.keyway.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Migrations that change data, and not only the schema. */
class MigratedDataIT {

    private static final String PROVIDER = "00000000-0000-7000-8000-000000000001";
    private static final String KEY = "00000000-0000-7000-8000-000000000002";

    private static TestDatabase database;

    @BeforeAll
    static void fromAnOlderVersion() throws SQLException {
        database = PostgresServer.shared().empty();
        Schema schema = new Schema(new DatabaseLogin(database.url(), database.user(), database.password()));
        assertThat(schema.migrateTo(MigrationVersion.fromVersion("80"))).isPositive();
        database.execute("""
                INSERT INTO keyway.provider (id, slug, name, declaration, base_url, strategy, created_at, updated_at)
                VALUES ('%s', 'one', 'One', 'openai', 'https://one.example.com', 'balanced', now(), now())""".formatted(PROVIDER), """
                INSERT INTO keyway.provider_key (id, provider_id, name, last4, reference, fingerprint, origin, weight, tier,
                    allowed_models, created_at, updated_at)
                VALUES ('%s', '%s', 'k', '', 'env:K', decode(repeat('00', 32), 'hex'), 'https://one.example.com:443', 1, 0, '{}', now(), now())""".formatted(KEY, PROVIDER));
        int id = 10;
        for (String name : List.of("Pager", "pager 2", "PAGER", "other", "pager")) {
            database.execute("""
                    INSERT INTO keyway.alert_channel (id, name, kind, target, events, created_at, updated_at)
                    VALUES ('00000000-0000-7000-8000-0000000000%d', '%s', 'MAIL', 'a@example.com', '{}', now(), now())""".formatted(id++, name));
        }
        assertThat(schema.migrate()).isPositive();
    }

    @Test
    void whatGatewaysHoldIsReadAnew() throws SQLException {
        assertThat(query("SELECT value::text FROM keyway.revision")).containsExactly("1");
        assertThat(
                        query(
                                "SELECT revision || ' ' || kind || ' ' || id || ' ' || deleted FROM keyway.config_change ORDER BY kind"))
                .containsExactly("1 provider " + PROVIDER + " false", "1 provider_key " + KEY + " false");
    }

    @Test
    void channelsOfOneNameAreNumbered() throws SQLException {
        assertThat(query("SELECT name FROM keyway.alert_channel ORDER BY id"))
                .containsExactly("Pager", "pager 2", "PAGER 3", "other", "pager 4");
    }

    private static List<String> query(String sql) throws SQLException {
        return new OlderRows(database).query(sql);
    }
}
