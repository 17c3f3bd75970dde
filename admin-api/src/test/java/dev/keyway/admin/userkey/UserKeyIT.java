package dev.keyway.admin.userkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.testkit.gateway.FakeGateway;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** User keys: made with their tenant, sealed at rest and on their way, destroyed with it. */
class UserKeyIT {

    private static final String SETTING = "keyway.master.keys";
    private static final String NEW = "m2:qg4Zk0yQk8m8W3nE6p1sH5vR7tB2xL9cD4fJ0uKaYwM=";

    private final AdminServer server = AdminServer.start();
    private final Api owner = server.owner();
    private final FakeGateway gateway = server.gateway();

    @AfterEach
    void stop() {
        gateway.close();
        server.close();
    }

    @Test
    void eachTenantHasOneThatAllGatewaysAreGiven() {
        Answer first = tenant();
        JsonNode unused = gateway.snapshot();
        byte[] key = key(first);
        assertThat(key).hasSize(32);
        Answer second = tenant();
        assertThat(gateway.changes(Duration.ofSeconds(25))).isPresent();
        assertThat(key(second)).hasSize(32).isNotEqualTo(key);
        owner.patch(first.header("Location"), "*", "{\"description\": \"d\"}").expect(200);
        assertThat(gateway.changes(Duration.ofSeconds(25))).isPresent();
        assertThat(key(first)).isEqualTo(key);
        try (FakeGateway another = server.gateway()) {
            unused = another.snapshot();
            assertThat(another.userKeys().get(first.text("id"))).isEqualTo(key);
            assertThat(sealed(another, first)).isNotEqualTo(sealed(gateway, first));
        }
    }

    @Test
    void isShownNowhereAndStoredSealed() {
        Answer made = tenant();
        JsonNode unused = gateway.snapshot();
        String text = Base64.getEncoder().encodeToString(key(made));
        for (String path : new String[] {"/api/v1/tenants", "/api/v1/audit", "/api/v1/config"}) {
            assertThat(owner.get(path).expect(200).raw()).as(path).doesNotContain(text, "userKey", "user_key");
        }
        byte[] stored = server.sql()
                .sql("SELECT user_key FROM keyway.tenant WHERE id = ?::uuid")
                .param(made.text("id"))
                .query((row, n) -> row.getBytes(1))
                .single();
        assertThat(stored).hasSizeGreaterThan(32);
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain(text);
    }

    @Test
    void opensForItsOwnTenantOnly() {
        Answer made = tenant();
        Answer other = tenant();
        int moved =
                server.sql().sql("""
                        UPDATE keyway.tenant t SET user_key = o.user_key FROM keyway.tenant o
                        WHERE t.id = ?::uuid AND o.id = ?::uuid""").params(made.text("id"), other.text("id")).update();
        assertThat(moved).isOne();
        JsonNode unused = gateway.snapshot();
        assertThat(gateway.configuration().list("tenants")).containsKey(made.text("id"));
        assertThat(gateway.userKeys()).containsOnlyKeys(other.text("id"));
    }

    @Test
    void isDestroyedWithItsTenant() {
        Answer made = tenant();
        owner.delete(made.header("Location")).expect(204);
        assertThat(server.sql()
                        .sql(
                                "SELECT user_key IS NULL AND user_key_master_key_id IS NULL FROM keyway.tenant WHERE id = ?::uuid")
                        .param(made.text("id"))
                        .query(Boolean.class)
                        .single())
                .isTrue();
        server.bean(MissingUserKeys.class).make();
        assertThat(withoutKey()).isOne();
    }

    @Test
    void aTenantOfAnEarlierReleaseGetsOneWithTheNextChange() {
        Answer made = tenant();
        forget(made);
        JsonNode unused = gateway.snapshot();
        assertThat(gateway.userKeys()).isEmpty();
        server.bean(MissingUserKeys.class).make();
        assertThat(gateway.changes(Duration.ofSeconds(25))).isPresent();
        byte[] key = key(made);
        assertThat(key).hasSize(32);
        long revision = gateway.revision();
        server.bean(MissingUserKeys.class).make();
        try (FakeGateway fresh = server.gateway()) {
            unused = fresh.snapshot();
            assertThat(fresh.userKeys().get(made.text("id"))).isEqualTo(key);
            assertThat(fresh.revision()).as("nothing was left to do").isEqualTo(revision);
        }
        forget(made);
        try (AdminServer restarted = server.replica(Map.of())) {
            assertThat(restarted.bean(UserKeys.class)).isNotNull();
            gateway.turnTo(restarted.address());
            assertThat(gateway.changes(Duration.ofSeconds(25))).isPresent();
            assertThat(key(made)).hasSize(32).isNotEqualTo(key);
        }
    }

    @Test
    void isSealedAnewWithTheOtherKeysOfTheDatabase() {
        Answer made = tenant();
        JsonNode unused = gateway.snapshot();
        byte[] key = key(made);
        try (AdminServer promoted = server.replica(Map.of(SETTING, NEW + "," + AdminServer.MASTER_KEY))) {
            Api there = owner.at(promoted);
            assertThat(there.get("/api/v1/master-keys")
                            .expect(200)
                            .json()
                            .at("/items/1/userKeys")
                            .asInt())
                    .isOne();
            there.post("/api/v1/master-keys/rewrap", "{}").expect(200);
            JsonNode items = there.get("/api/v1/master-keys").expect(200).json().get("items");
            assertThat(items.at("/0/userKeys").asInt()).isOne();
            assertThat(items.at("/1/userKeys").asInt()).isZero();
        }
        try (AdminServer removed = server.replica(Map.of(SETTING, NEW))) {
            gateway.turnTo(removed.address());
            unused = gateway.snapshot();
            assertThat(key(made)).isEqualTo(key);
        }
    }

    private Answer tenant() {
        return owner.post("/api/v1/tenants", "{\"name\": \"%s\"}".formatted(UUID.randomUUID()))
                .expect(201);
    }

    private byte[] key(Answer tenant) {
        return Objects.requireNonNull(gateway.userKeys().get(tenant.text("id")));
    }

    private static String sealed(FakeGateway gateway, Answer tenant) {
        return gateway.configuration()
                .find("tenants", tenant.text("id"))
                .orElseThrow()
                .path("userKey")
                .asString();
    }

    private void forget(Answer tenant) {
        int forgotten = server.sql()
                .sql("UPDATE keyway.tenant SET user_key = NULL, user_key_master_key_id = NULL WHERE id = ?::uuid")
                .param(tenant.text("id"))
                .update();
        assertThat(forgotten).isOne();
    }

    private long withoutKey() {
        return server.sql()
                .sql("SELECT count(*) FROM keyway.tenant WHERE user_key IS NULL")
                .query(Long.class)
                .single();
    }
}
