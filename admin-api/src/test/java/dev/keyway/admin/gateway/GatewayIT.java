package dev.keyway.admin.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.alert.WebhookPage;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.testkit.gateway.FakeGateway;
import dev.keyway.testkit.gateway.RefusedException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of a gateway and its credential. */
class GatewayIT {

    private static final String GATEWAYS = "/api/v1/gateways";

    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();
    private final String name = "gw-" + UUID.randomUUID();
    private final Answer made =
            owner.post(GATEWAYS, "{\"name\": \"%s\"}".formatted(name)).expect(201);
    private final String path = made.header("Location");
    private final FakeGateway gateway = new FakeGateway(server.address(), made.text("secret"));

    @AfterEach
    void end() {
        gateway.close();
    }

    @Test
    void itsCredentialIsShownOnce() {
        assertThat(made.text("secret")).startsWith("kwg_");
        String last4 = made.text("secret").substring(made.text("secret").length() - 4);
        Answer read = owner.get(path).expect(200);
        assertThat(read.text("last4")).isEqualTo(last4);
        assertThat(read.raw()
                        + owner.get(GATEWAYS + "?search=" + name).raw()
                        + owner.get("/api/v1/audit?objectId=" + made.text("id")).raw())
                .contains("created")
                .doesNotContain(made.text("secret"));
        Api twice = owner.with("Idempotency-Key", UUID.randomUUID().toString());
        String body = "{\"name\": \"again-%s\"}".formatted(UUID.randomUUID());
        twice.post(GATEWAYS, body).expect(201);
        Answer replayed = twice.post(GATEWAYS, body).expect(201);
        assertThat(replayed.json().get("secret").isNull()).isTrue();
    }

    @Test
    void itsNameIsItsOwnUntilItIsDeleted() {
        String body = "{\"name\": \"%s\"}".formatted(name.toUpperCase(Locale.ROOT));
        assertThat(owner.post(GATEWAYS, body).expect(409).text("code")).isEqualTo("name_taken");
        owner.delete(path).expect(204);
        owner.post(GATEWAYS, body).expect(201);
        owner.get(path).expect(404);
        assertThat(server.sql()
                        .sql("SELECT count(*) FROM keyway.gateway WHERE id = ?::uuid AND revoked_at IS NOT NULL")
                        .param(made.text("id"))
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(owner.get("/api/v1/audit?objectId=" + made.text("id")).raw()).contains("\"deleted\"");
    }

    @Test
    void whatItSaysOfItselfIsShown() {
        assertThat(owner.get(path).json().at("/life/connected").asBoolean()).isFalse();
        var unused = gateway.register();
        gateway.startFrom(0);
        gateway.heartbeat(7);
        Answer read = owner.get(path).expect(200);
        assertThat(read.json().at("/life/connected").asBoolean()).isTrue();
        assertThat(read.json().at("/life/inFlight").asInt()).isEqualTo(7);
        assertThat(read.text("life/softwareVersion")).isEqualTo("fake-1");
        assertThat(read.text("life/revision")).isEqualTo("0");
        assertThat(read.etag()).isEqualTo("\"0\"");
        server.clock().advance(GatewayLife.CONNECTED);
        assertThat(owner.get(path).json().at("/life/connected").asBoolean()).isFalse();
    }

    @Test
    void aKeyThatKeysAreSealedToStandsInTheAudit() {
        var unused = gateway.register();
        unused = gateway.register();
        String audit = owner.get("/api/v1/audit?objectId=" + made.text("id")).raw();
        assertThat(audit.split("\"registered\"", -1)).hasSize(2);
        assertThat(audit).contains("GATEWAY");
    }

    @Test
    void onlyOwnersMakeAndRotateOne() {
        Api admin = server.caller(new Grant(Role.ADMIN, Scope.INSTALLATION));
        admin.post(GATEWAYS, "{\"name\": \"mine\"}").expect(403);
        admin.post(path + "/rotate", "{}").expect(403);
        admin.get(path).expect(200);
    }

    @Test
    void anotherPublicKeyRaisesAnAlert() {
        String channel = owner.post(
                        "/api/v1/alert-channels",
                        "{\"name\": \"%s\", \"kind\": \"WEBHOOK\", \"target\": \"https://nowhere.example/x\", \"events\": [\"GATEWAY_REKEYED\"]}"
                                .formatted(name))
                .expect(201)
                .header("Location");
        try (FakeGateway thief = new FakeGateway(server.address(), made.text("secret"))) {
            var unused = gateway.register();
            unused = gateway.register();
            assertThat(owner.get(channel + "/deliveries").json().get("items")).isEmpty();
            unused = thief.register();
            unused = thief.register();
        }
        Answer deliveries = owner.get(channel + "/deliveries").expect(200);
        assertThat(deliveries.json().get("items")).hasSize(1);
        assertThat(deliveries.text("items/0/event")).isEqualToIgnoringCase("gateway_rekeyed");
        WebhookPage.requireLike(server.sql()
                .sql("SELECT body FROM keyway.alert_outbox WHERE id = ?::uuid")
                .param(deliveries.text("items/0/id"))
                .query(String.class)
                .single());
        owner.delete(channel).expect(204);
    }

    @Test
    void aPublicKeyWithWhichNobodyAgreesIsRefused() {
        for (String point : List.of(
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")) {
            String key = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(point));
            Answer refused = server.anonymous()
                    .bearer(made.text("secret"))
                    .post(
                            "/gateway/v1/register",
                            "{\"version\": \"1\", \"contract\": 1, \"publicKey\": \"%s\"}".formatted(key))
                    .expect(400);
            assertThat(refused.fields()).as(point).containsExactly("publicKey");
        }
    }

    @Test
    void whoIsDisabledIsCutOffUntilItIsEnabled() {
        var unused = gateway.register();
        Answer disabled = owner.patch(path, owner.get(path).etag(), "{\"disabled\": true}")
                .expect(200);
        owner.patch(path, "\"0\"", "{\"disabled\": false}").expect(412);
        refused("gateway_disabled");
        owner.patch(path, disabled.etag(), "{\"disabled\": false}").expect(200);
        unused = gateway.register();
        owner.delete(path).expect(204);
        refused();
    }

    @Test
    void aCredentialThatIsRotatedOutIsGoodUntilItsGraceEnds() {
        String next = owner.post(path + "/rotate", "{\"grace\": \"PT1H\"}")
                .expect(200)
                .text("secret");
        var unused = gateway.register();
        server.clock().advance(Duration.ofHours(1));
        refused();
        gateway.use(next);
        unused = gateway.register();
        owner.post(path + "/rotate", "{\"grace\": \"P31D\"}").expect(400);
        String last = owner.post(path + "/rotate", "{\"grace\": \"PT0S\"}")
                .expect(200)
                .text("secret");
        refused();
        gateway.use(last);
        unused = gateway.register();
    }

    @Test
    void aRegistrationThatIsNotAsItMustBeIsToldWhy() {
        Api raw = server.anonymous().bearer(made.text("secret"));
        assertThat(field(raw, "{}")).isEqualTo("contract");
        assertThat(field(raw, "{\"contract\": 1, \"version\": \"1\", \"publicKey\": \"AAAA\"}"))
                .isEqualTo("publicKey");
        assertThat(field(raw, "{\"contract\": 1, \"publicKey\": \"AAAA\"}")).isEqualTo("version");
        raw.post("/gateway/v1/register", "{").expect(400);
        raw.post("/gateway/v1/register", "null").expect(400);
        assertThat(raw.get("/gateway/v1/snapshot").expect(409).text("code")).isEqualTo("not_registered");
    }

    private static String field(Api raw, String body) {
        return raw.post("/gateway/v1/register", body).expect(400).text("errors/0/field");
    }

    private void refused() {
        refused("invalid_gateway_credential");
    }

    private void refused(String code) {
        assertThatThrownBy(gateway::register)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(401))
                .hasMessageContaining(code);
    }
}
