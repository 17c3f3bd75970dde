package dev.keyway.admin.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.db.DatabaseLogin;
import dev.keyway.db.Schema;
import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import dev.keyway.testkit.time.Awaiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;

/** The service starts on what an older release left, opens what it sealed, and seals what it did not. */
class OlderReleaseIT {

    /** The last version in which the addresses of webhooks stood open. */
    private static final String OPEN_ADDRESSES = "32";

    private static final Path ROWS = Path.of("..", "db", "src", "test", "resources", "older");
    private static final String TENANT = "/api/v1/tenants/0198a000-0000-7000-8000-000000000001";

    @Test
    void whatAnOlderReleaseWroteIsProvenOpenedAndSealed() throws Exception {
        TestDatabase database = PostgresServer.shared().empty();
        Schema schema = new Schema(new DatabaseLogin(database.url(), database.user(), database.password()));
        int unused = schema.migrateTo(MigrationVersion.fromVersion(OPEN_ADDRESSES));
        for (Path rows : olderRows()) {
            database.execute("SET search_path = keyway", Files.readString(rows));
        }
        assertThat(schema.migrate()).isPositive();
        try (AdminServer server = AdminServer.on(database)) {
            Api owner = server.owner();
            Answer verified = owner.get("/api/v1/audit/verify").expect(200);
            assertThat(verified.json().get("faults"))
                    .as("the entries hold; a closing in the earlier form counts as not ours: %s", verified.raw())
                    .hasSize(1);
            assertThat(verified.text("faults/0/message"))
                    .isEqualTo("the seal of what was dropped up to here is not ours");
            assertThat(owner.get(TENANT + "/tokens?search=book").expect(200).text("items/0/name"))
                    .isEqualTo("Notebook of Ada");
            Awaiting.until(
                    "sealed addresses",
                    Duration.ofSeconds(30),
                    () -> targets(server)
                            .equals(List.of(
                                    "gone https://hooks.example.com/… open",
                                    "on call https://hooks.example.com/… sealed")));
            assertThat(owner.post("/api/v1/master-keys/rewrap", "{}")
                            .expect(200)
                            .json()
                            .get("providerKeys")
                            .asInt())
                    .isZero();
            try (AdminServer promoted = server.replica(Map.of(
                    "keyway.master.keys",
                    "m2:qg4Zk0yQk8m8W3nE6p1sH5vR7tB2xL9cD4fJ0uKaYwM=," + AdminServer.MASTER_KEY))) {
                assertThat(owner.at(promoted)
                                .post("/api/v1/master-keys/rewrap", "{}")
                                .expect(200)
                                .json()
                                .get("providerKeys")
                                .asInt())
                        .isEqualTo(1);
            }
        }
    }

    private static List<String> targets(AdminServer server) {
        return server.sql().sql("""
                        SELECT name || ' ' || target || CASE WHEN target_sealed IS NULL THEN ' open' ELSE ' sealed' END
                        FROM keyway.alert_channel WHERE kind = 'WEBHOOK' ORDER BY 1""").query((row, n) -> row.getString(1)).list();
    }

    private static List<Path> olderRows() throws Exception {
        try (Stream<Path> files = Files.list(ROWS)) {
            return files.filter(file -> file.getFileName().toString().compareTo("V0" + OPEN_ADDRESSES + "~") < 0)
                    .sorted()
                    .toList();
        }
    }
}
