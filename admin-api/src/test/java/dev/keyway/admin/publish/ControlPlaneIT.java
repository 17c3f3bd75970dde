package dev.keyway.admin.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.contract.Secret;
import dev.keyway.testkit.gateway.FakeGateway;
import dev.keyway.testkit.gateway.RefusedException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What gateways are told: all there is, and then what changes. */
class ControlPlaneIT {

    private static final String SECRET = "sk-CANARY-" + UUID.randomUUID();

    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();
    private final Configured world = Configured.by(owner);
    private final FakeGateway gateway = server.gateway();

    @AfterEach
    void end() {
        gateway.close();
    }

    @Test
    void aSnapshotHasWhatAGatewayServesBy() {
        Answer token = world.token();
        String tokenId = Configured.id(token.header("Location"));
        world.change(token.header("Location") + "/limits", """
                {"requestsPerMinute": 60, "allowedModels": ["gpt-*"], "allowedAddresses": ["10.0.0.0/8"]}""");
        owner.post(
                        world.team() + "/budgets",
                        "{\"period\": \"MONTH\", \"amount\": \"12.5\", \"softThresholds\": [90, 50]}")
                .expect(201);
        String key = world.key(SECRET);
        String alias = world.alias();

        JsonNode snapshot = gateway.snapshot();

        assertThat(snapshot.path("contract").asInt()).isEqualTo(1);
        JsonNode told = gateway.configuration().find("tokens", tokenId).orElseThrow();
        assertThat(told.at("/secrets/0/digest").asString())
                .isEqualTo(Base64.getEncoder()
                        .encodeToString(Secret.of(token.text("secret")).digest()));
        assertThat(world.team()).endsWith(told.path("teamId").asString());
        JsonNode limits = one("limits", "tokenId", tokenId);
        assertThat(limits.path("requestsPerMinute").asLong()).isEqualTo(60);
        assertThat(limits.at("/allowedModels/0").asString()).isEqualTo("gpt-*");
        assertThat(limits.at("/allowedAddresses/0").asString()).isEqualTo("10.0.0.0/8");
        JsonNode budget = one("budgets", "teamId", Configured.id(world.team()));
        assertThat(budget.path("softThresholds")).hasToString("[50,90]");
        assertThat(budget.path("nanos").asLong()).isEqualTo(12_500_000_000L);
        assertThat(one("prices", "modelId", Configured.id(world.model()))
                        .path("nanos")
                        .asLong())
                .isEqualTo(1_250_000_000L);
        assertThat(gateway.configuration()
                        .find("aliases", Configured.id(alias))
                        .orElseThrow()
                        .at("/targets/0/model")
                        .asString())
                .isEqualTo("m");
        assertThat(gateway.configuration().find("providers", Configured.id(world.provider())))
                .isPresent();
        assertThat(gateway.configuration().find("models", Configured.id(world.model())))
                .isPresent();
        assertThat(gateway.keys()).containsEntry(Configured.id(key), SECRET);
        assertThat(snapshot.toString()).doesNotContain(SECRET).doesNotContain(token.text("secret"));
    }

    @Test
    void whatIsSealedToOneGatewayOpensForNoOther() {
        String key = world.key(SECRET);
        String snapshot = gateway.snapshot().toString();
        try (FakeGateway other = server.gateway()) {
            assertThat(other.snapshot().path("sealing").toString()).isNotIn(snapshot);
            assertThat(other.keys()).containsEntry(Configured.id(key), SECRET);
            String recipient = other.snapshot().at("/sealing/recipient").asString();
            assertThat(snapshot).doesNotContain(recipient);
        }
        JsonNode again = gateway.snapshot();
        assertThat(again.at("/sealing/key").asString()).isNotIn(snapshot);
    }

    @Test
    void changesGiveWhatASnapshotGives() {
        gateway.startFrom(server.sql()
                .sql("SELECT value FROM keyway.revision")
                .query(Long.class)
                .single());
        JsonNode unused = gateway.snapshot();
        String kept = world.token().header("Location");
        String gone = world.token().header("Location");
        String alias = world.alias();
        String key = world.key(SECRET);
        String lost = world.key(SECRET + "2");
        sameAsASnapshot();
        owner.delete(gone).expect(204);
        owner.delete(alias).expect(204);
        owner.delete(lost).expect(204);
        world.change(kept, "{\"blocked\": true}");
        world.change(world.tenant(), "{\"zone\": \"Europe/Berlin\"}");
        world.change(key, "{\"weight\": 7, \"disabled\": true}");
        sameAsASnapshot();
        String newest = owner.post(kept + "/rotate", "{}").expect(200).text("secret");
        world.change(kept + "/limits", "{\"requestsPerMinute\": 5}");
        sameAsASnapshot();
        assertThat(gateway.configuration()
                        .find("tokens", Configured.id(kept))
                        .orElseThrow()
                        .path("secrets")
                        .size())
                .isEqualTo(2);
        assertThat(newest).isNotEmpty();
        owner.delete(kept).expect(204);
        owner.delete(world.team()).expect(204);
        owner.delete(key).expect(204);
        owner.delete(world.provider()).expect(204);
        sameAsASnapshot();
        assertThat(gateway.configuration().all().toString())
                .doesNotContain(Configured.id(kept))
                .doesNotContain(Configured.id(world.model()));
    }

    @Test
    void aKeyGoesToTheOriginThatItWasEnteredFor() {
        String key = world.key(SECRET);
        world.change(world.provider(), "{\"baseUrl\": \"https://8.8.4.4/v1\"}");
        JsonNode unused = gateway.snapshot();
        JsonNode told = gateway.configuration().find("keys", Configured.id(key)).orElseThrow();
        assertThat(told.path("origin").asString()).isEqualTo("https://8.8.8.8:443");
        assertThat(owner.get(key).json().get("usable").asBoolean()).isFalse();
    }

    @Test
    void whatCannotBeOpenedAnyMoreComesWithoutItsKey() {
        String key = world.key(SECRET);
        server.sql()
                .sql("UPDATE keyway.provider_key SET origin = 'https://evil.example:443' WHERE id = ?::uuid")
                .param(Configured.id(key))
                .update();
        JsonNode unused = gateway.snapshot();
        JsonNode told = gateway.configuration().find("keys", Configured.id(key)).orElseThrow();
        assertThat(told.hasNonNull("sealed")).isFalse();
        assertThat(gateway.keys()).doesNotContainKey(Configured.id(key));
        owner.delete(key).expect(204);
    }

    @Test
    void aRevisionThatIsNotKnownAnyMoreOrNotYetLeadsToTheSnapshot() {
        JsonNode unused = gateway.snapshot();
        String token = world.token().header("Location");
        server.clock().advance(Duration.ofDays(8));
        String later = server.owner()
                .post(world.team() + "/tokens", Configured.named())
                .expect(201)
                .header("Location");
        server.bean(Pruning.class).forget();
        assertGone();
        unused = gateway.snapshot();
        assertThat(gateway.configuration().list("tokens")).containsKeys(Configured.id(token), Configured.id(later));
        assertThat(gateway.changes(Duration.ZERO)).isEmpty();
        gateway.startFrom(gateway.revision() + 1_000);
        assertGone();
    }

    @Test
    void aQuestionThatIsNotAsItMustBeIsToldWhy() {
        Api raw = server.anonymous().bearer(server.credential());
        for (Map.Entry<String, String> wrong : Map.of(
                        "since=x", "since", "since=-1", "since", "since=0&wait=31", "wait", "since=0&wait=-1", "wait")
                .entrySet()) {
            assertThat(raw.get("/gateway/v1/changes?" + wrong.getKey())
                            .expect(400)
                            .text("errors/0/field"))
                    .isEqualTo(wrong.getValue());
        }
        raw.get("/gateway/v1/changes").expect(400);
        server.anonymous().get("/gateway/v1/snapshot").expect(401);
        owner.get("/gateway/v1/snapshot").expect(403);
        server.anonymous().bearer("kwg_mistyped").get("/gateway/v1/snapshot").expect(401);
    }

    private void sameAsASnapshot() {
        assertThat(gateway.changes(Duration.ofSeconds(25))).isPresent();
        try (FakeGateway fresh = server.gateway()) {
            JsonNode unused = fresh.snapshot();
            assertThat(gateway.configuration().all())
                    .isEqualTo(fresh.configuration().all());
            assertThat(gateway.keys()).isEqualTo(fresh.keys());
        }
    }

    private void assertGone() {
        assertThatThrownBy(() -> gateway.changes(Duration.ofSeconds(25)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(410))
                .hasMessageContaining("revision_gone");
    }

    private JsonNode one(String list, String member, String id) {
        return gateway.configuration().list(list).values().stream()
                .filter(each -> each.path(member).asString().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
