package dev.keyway.admin.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.alert.WebhookPage;
import dev.keyway.testkit.gateway.FakeGateway;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** What alerts are raised of keys and gateways. */
class WarningsIT {

    private static final AdminServer SERVER = AdminServer.shared();
    private static final JsonMapper JSON = new JsonMapper();

    private final Api owner = SERVER.owner();
    private final Configured world = Configured.by(owner);
    private final Answer channel = owner.post("/api/v1/alert-channels", """
                    {"name": "on call", "kind": "WEBHOOK", "target": "https://hooks.invalid/keyway",
                     "events": ["KEY_LOCKED", "GATEWAY_STALE"]}""").expect(201);
    private final String path = "/api/v1/alert-channels/" + channel.text("id");

    @AfterEach
    void nobodyIsToldAnyMore() {
        owner.delete(path).expect(204);
    }

    @Test
    void aLockedKeyIsToldOnceThoughManyGatewaysSayIt() {
        String secret = "sk-" + UUID.randomUUID();
        String key = Configured.id(world.key(secret));
        try (FakeGateway one = SERVER.gateway();
                FakeGateway other = SERVER.gateway()) {
            one.keyStates(true, states(key, "COOLING"));
            assertThat(told(key)).isEmpty();
            one.keyStates(true, states(key, "LOCKED"));
            other.keyStates(true, states(key, "LOCKED"));
            one.keyStates(true, states(key, "LOCKED"));
        }
        assertThat(told(key))
                .singleElement()
                .satisfies(body -> assertThat(body)
                        .contains("\"type\":\"key_locked\"", secret.substring(secret.length() - 4))
                        .doesNotContain(secret))
                .satisfies(WebhookPage::requireLike);
    }

    @Test
    void aSilentGatewayIsToldOnceForEachSilence() {
        try (FakeGateway gateway = SERVER.gateway()) {
            JsonNode unused = gateway.snapshot();
            look();
            assertThat(told(gateway.id())).isEmpty();
            seen(gateway, 10);
            look();
            look();
            assertThat(told(gateway.id()))
                    .singleElement()
                    .satisfies(WebhookPage::requireLike)
                    .asString()
                    .contains("\"type\":\"gateway_stale\"");
            seen(gateway, 5);
            look();
            assertThat(told(gateway.id())).hasSize(2);
            owner.delete("/api/v1/gateways/" + gateway.id()).expect(204);
            seen(gateway, 4);
            look();
            assertThat(told(gateway.id())).hasSize(2);
        }
    }

    private static void look() {
        SERVER.bean(Warnings.class).lookForSilence();
    }

    private static void seen(FakeGateway gateway, int minutesAgo) {
        assertThat(SERVER.sql()
                        .sql("UPDATE keyway.gateway SET seen_at = ? WHERE id = ?::uuid")
                        .params(
                                Timestamp.from(SERVER.clock().instant().minus(Duration.ofMinutes(minutesAgo))),
                                gateway.id())
                        .update())
                .isEqualTo(1);
    }

    /** The bodies to the channel that are about it. */
    private List<String> told(String about) {
        return SERVER.sql()
                .sql("SELECT body FROM keyway.alert_outbox WHERE channel_id = ?::uuid AND occasion LIKE ? ORDER BY id")
                .params(channel.text("id"), "% " + about + " %")
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static ArrayNode states(String key, String state) {
        Instant since = SERVER.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        return JSON.createArrayNode()
                .add(JSON.readTree(
                        "{\"keyId\": \"%s\", \"state\": \"%s\", \"since\": \"%s\"}".formatted(key, state, since)));
    }
}
