package dev.keyway.admin.providerkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.database.InvalidSettingException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From one master key to the next while two replicas serve. */
class MasterKeyIT {

    private static final String SETTING = "keyway.master.keys";
    private static final String OLD = AdminServer.MASTER_KEY;
    private static final String NEW = "m2:qg4Zk0yQk8m8W3nE6p1sH5vR7tB2xL9cD4fJ0uKaYwM=";

    @Test
    void keysAreSealedAnewWhileBothReplicasTakeMoreIn() throws Exception {
        try (AdminServer added = AdminServer.start(Map.of(SETTING, OLD + "," + NEW));
                AdminServer promoted = added.replica(Map.of(SETTING, NEW + "," + OLD))) {
            Api owner = added.owner();
            String keys = owner.post("/api/v1/providers", "{\"slug\": \"p\", \"baseUrl\": \"https://8.8.8.8\"}")
                            .expect(201)
                            .header("Location")
                    + "/keys";
            takeIn(owner, keys, "before", 1200);
            owner.post("/api/v1/alert-channels", """
                            {"name": "hook", "kind": "WEBHOOK", "target": "https://8.8.8.8/hook", "events": ["MASTER_KEY_ROTATED", "MASTER_KEY_FAILED"]}""").expect(201);
            assertThat(sealedWith(added, "m1")).isEqualTo(1200);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<?> more = threads.submit(() -> takeIn(owner, keys, "meanwhile", 200));
                Future<Answer> first = threads.submit(() -> owner.at(promoted)
                        .post("/api/v1/master-keys/rewrap", "{}")
                        .expect(200));
                Future<Answer> second = threads.submit(() -> owner.at(promoted)
                        .post("/api/v1/master-keys/rewrap", "{}")
                        .expect(200));
                Object unused = more.get();
                assertThat(first.get().json().get("providerKeys").asInt()
                                + second.get().json().get("providerKeys").asInt())
                        .isGreaterThanOrEqualTo(1200);
            }
            owner.at(promoted).post("/api/v1/master-keys/rewrap", "{}").expect(200);
            assertThat(sealedWith(added, "m1")).isZero();
            assertThat(added.sql()
                            .sql(
                                    "SELECT target_master_key_id || ' ' || master_key_id FROM keyway.alert_channel WHERE target = 'https://8.8.8.8/…'")
                            .query(String.class)
                            .single())
                    .isEqualTo("m2 m2");
            assertThat(told(added))
                    .isNotEmpty()
                    .allSatisfy(body ->
                            assertThat(body).contains("\"type\":\"master_key_rotated\"", "\"masterKey\":\"m2\""));
            Answer list = owner.at(promoted).get("/api/v1/master-keys").expect(200);
            assertThat(list.text("items/0/id")).isEqualTo("m2");
            assertThat(list.json().at("/items/0/seals").asBoolean()).isTrue();
            assertThat(list.json().at("/items/0/providerKeys").asInt()).isEqualTo(1400);
            assertThat(list.json().at("/items/1/providerKeys").asInt()).isZero();

            int failedBefore = told(added).size();
            int changed = added.sql()
                    .sql(
                            "UPDATE keyway.provider_key SET master_key_id = 'm1' WHERE id = (SELECT min(id::text)::uuid FROM keyway.provider_key)")
                    .update();
            assertThat(changed).isEqualTo(1);
            for (int i = 0; i < 2; i++) {
                owner.at(promoted).post("/api/v1/master-keys/rewrap", "{}").expect(500);
            }
            assertThat(told(added))
                    .hasSize(failedBefore + 1)
                    .last()
                    .asString()
                    .contains("\"type\":\"master_key_failed\"", "its row was changed outside the service");
            int restored = added.sql()
                    .sql("UPDATE keyway.provider_key SET master_key_id = 'm2' WHERE master_key_id = 'm1'")
                    .update();
            assertThat(restored).isEqualTo(1);

            try (AdminServer removed = added.replica(Map.of(SETTING, NEW))) {
                assertThat(removed.bean(Rewrapping.class).keys())
                        .containsExactly(new MasterKeyView("m2", true, 1400, 1, 0));
            }
            assertThatThrownBy(() -> added.replica(Map.of(SETTING, OLD)))
                    .hasRootCauseInstanceOf(InvalidSettingException.class)
                    .rootCause()
                    .hasMessage("KEYWAY_MASTER_KEYS: lacks 'm2', with which keys of this database are sealed");
        }
    }

    private static List<String> told(AdminServer server) {
        return server.sql()
                .sql("SELECT body FROM keyway.alert_outbox ORDER BY id")
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static void takeIn(Api owner, String keys, String name, int count) {
        String lines = IntStream.range(0, count)
                .mapToObj(i -> "sk-%s-%016d".formatted(name, i))
                .collect(Collectors.joining("\n"));
        Answer report = owner.with("Content-Type", "text/plain")
                .post(keys + "/import", lines)
                .expect(200);
        assertThat(report.json().get("created").asInt()).isEqualTo(count);
    }

    private static long sealedWith(AdminServer server, String id) {
        return server.sql()
                .sql("SELECT count(*) FROM keyway.provider_key WHERE master_key_id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }
}
