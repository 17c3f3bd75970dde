package dev.keyway.admin.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.testkit.gateway.FakeGateway;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Replicas that enrol with the credential of their group. */
class GroupIT {

    private static final String SETTING = "keyway.gateway.group.credential";
    private static final String FIRST = "kwgg_" + "a1".repeat(16);
    private static final String SECOND = "kwgg_" + "b2".repeat(16);
    private static final String ENROL = "/gateway/v1/enrol";
    private static final String BODY = "{\"contract\": 1, \"version\": \"1\", \"host\": \"pod-7\", \"later\": true}";

    private final AdminServer server = AdminServer.start(Map.of(SETTING, FIRST, "keyway.gateway.group.members", "3"));
    private final Api owner = server.owner();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eachReplicaGetsAnIdentityOfItsOwn() {
        Answer first = enrol(server, FIRST).expect(200);
        Answer second = enrol(server, FIRST).expect(200);
        assertThat(second.text("gatewayId")).isNotEqualTo(first.text("gatewayId"));
        assertThat(first.text("name")).startsWith("pod-7 ");
        try (FakeGateway one = gateway(first);
                FakeGateway two = gateway(second)) {
            JsonNode unused = one.snapshot();
            unused = two.snapshot();
        }
        Answer shown = owner.get("/api/v1/gateways/" + first.text("gatewayId")).expect(200);
        assertThat(shown.text("enrolledAt")).isNotEmpty();
        assertThat(shown.text("life/connected")).isEqualTo("true");
        assertThat(alerts()).as("enrolment is not re-keying").isEmpty();
        JsonNode entry = audit("gateway", first.text("gatewayId"));
        assertThat(entry.at("/items")).hasSize(2);
        assertThat(entry.at("/items/1/action").asString()).isEqualTo("created");
        assertThat(entry.at("/items/1/actorKind").asString()).isEqualTo("SYSTEM");
        assertThat(entry.toString()).doesNotContain(FIRST, first.text("credential"));
    }

    @Test
    void onlyItsCredentialEnrolsAndItDoesNothingElse() {
        for (String wrong : List.of(SECOND, "kwgg_", "kwg_mistyped", "kwy_x")) {
            Answer refused = enrol(server, wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(401);
        }
        assertThat(enrol(server, SECOND).text("code")).isEqualTo("invalid_gateway_credential");
        server.anonymous().post(ENROL, BODY).expect(401);
        Api group = server.anonymous().bearer(FIRST);
        for (String path : List.of("/gateway/v1/snapshot", "/gateway/v1/changes?since=0", "/api/v1/tenants")) {
            group.get(path).expect(403);
        }
        group.post("/gateway/v1/register", "{}").expect(403);
        group.post("/gateway/v1/usage", "{}").expect(403);
        owner.post(ENROL, BODY).expect(403);
        assertThat(group.post(ENROL, "{}").expect(400).fields()).containsExactly("contract");
        assertThat(group.post(ENROL, "{\"contract\": 1}").expect(400).fields()).containsExactly("version");
        assertThat(group.post(ENROL, BODY.replace("pod-7", "a b")).expect(400).fields())
                .containsExactly("host");
        assertThat(owner.get("/api/v1/gateways").expect(200).json().get("items"))
                .isEmpty();
    }

    @Test
    void aNewCredentialReplacesTheOneBeforeWithGrace() {
        try (AdminServer next = server.replica(Map.of(SETTING, SECOND))) {
            enrol(next, SECOND).expect(200);
            enrol(next, FIRST).expect(200);
            try (AdminServer old = server.replica(Map.of(SETTING, FIRST))) {
                enrol(old, SECOND).expect(200);
            }
            server.clock().advance(Duration.ofHours(25));
            assertThat(enrol(next, FIRST).expect(401).text("code")).isEqualTo("invalid_gateway_credential");
        }
        try (AdminServer without = server.replica(Map.of())) {
            enrol(without, SECOND).expect(401);
        }
        JsonNode entries =
                owner.get("/api/v1/audit?kind=gateway_group").expect(200).json();
        assertThat(entries.at("/items")
                        .valueStream()
                        .map(entry -> entry.path("action").asString()))
                .containsExactly("deleted", "rotated", "created");
        assertThat(entries.at("/items")
                        .valueStream()
                        .map(entry -> entry.path("actorKind").asString()))
                .containsOnly("SYSTEM");
        assertThat(entries.toString()).doesNotContain("kwgg_");
    }

    @Test
    void aFullGroupTakesNoMoreUntilOneIsIdle() {
        Answer first = enrol(server, FIRST).expect(200);
        enrol(server, FIRST).expect(200);
        enrol(server, FIRST).expect(200);
        Answer full = enrol(server, FIRST).expect(409);
        assertThat(full.text("code")).isEqualTo("group_full");
        assertThat(full.text("detail")).contains("KEYWAY_GATEWAY_GROUP_MEMBERS");
        try (FakeGateway gateway = gateway(first)) {
            gateway.signOff();
        }
        enrol(server, FIRST).expect(200);
        owner.get("/api/v1/gateways/" + first.text("gatewayId")).expect(404);
        enrol(server, FIRST).expect(409);
    }

    @Test
    void anIdleReplicaIsRemovedOnceItHasShippedAll() {
        Answer made = enrol(server, FIRST).expect(200);
        String ordinary =
                owner.post("/api/v1/gateways", "{\"name\": \"eu\"}").expect(201).header("Location");
        String path = "/api/v1/gateways/" + made.text("gatewayId");
        UUID log = log(made, 10, 7);
        gateway(made).signOff();
        server.clock().advance(Duration.ofDays(2));
        remove();
        owner.get(path).expect(200);

        update("UPDATE keyway.usage_log SET mark = 10 WHERE log_id = ?", log);
        UUID gap = gap(made, log);
        remove();
        owner.get(path).expect(200);

        update(
                "UPDATE keyway.usage_gap SET resolved_at = now(), resolved_by = 'a', resolution = 'b' WHERE id = ?",
                gap);
        remove();
        owner.get(path).expect(404);
        owner.get(ordinary).expect(200);
        JsonNode last = audit("gateway", made.text("gatewayId")).at("/items/0");
        assertThat(last.path("action").asString()).isEqualTo("deleted");
        assertThat(last.path("actorKind").asString()).isEqualTo("SYSTEM");
        server.anonymous()
                .bearer(made.text("credential"))
                .get("/gateway/v1/snapshot")
                .expect(401);
    }

    @Test
    void aReplicaThatMayComeBackIsNotRemoved() {
        Answer silent = enrol(server, FIRST).expect(200);
        Answer restarting = enrol(server, FIRST).expect(200);
        gateway(silent).close();
        gateway(restarting).signOff();
        remove();
        owner.get("/api/v1/gateways/" + restarting.text("gatewayId")).expect(200);
        server.clock().advance(Duration.ofHours(1));
        remove();
        owner.get("/api/v1/gateways/" + restarting.text("gatewayId")).expect(404);
        owner.get("/api/v1/gateways/" + silent.text("gatewayId")).expect(200);
        server.clock().advance(Duration.ofDays(1));
        remove();
        owner.get("/api/v1/gateways/" + silent.text("gatewayId")).expect(404);
    }

    @Test
    void aDisabledReplicaIsToldSoAndStays() {
        Answer made = enrol(server, FIRST).expect(200);
        String path = "/api/v1/gateways/" + made.text("gatewayId");
        owner.patch(path, "*", "{\"disabled\": true}").expect(200);
        assertThat(server.anonymous()
                        .bearer(made.text("credential"))
                        .get("/gateway/v1/snapshot")
                        .expect(401)
                        .text("code"))
                .isEqualTo("gateway_disabled");
        server.clock().advance(Duration.ofDays(3));
        remove();
        owner.get(path).expect(200);
    }

    @Test
    void aCredentialThatCanBeGuessedIsRefused() {
        assertThatThrownBy(() -> server.replica(Map.of(SETTING, "kwgg_short")))
                .hasRootCauseInstanceOf(InvalidSettingException.class)
                .rootCause()
                .hasMessageContaining("KEYWAY_GATEWAY_GROUP_CREDENTIAL")
                .hasMessageNotContaining("short");
        assertThatThrownBy(() -> server.replica(Map.of("keyway.gateway.group.members", "0")))
                .rootCause()
                .hasMessageContaining("KEYWAY_GATEWAY_GROUP_MEMBERS");
    }

    private static Answer enrol(AdminServer at, String credential) {
        return at.anonymous().bearer(credential).post(ENROL, BODY);
    }

    private FakeGateway gateway(Answer enrolled) {
        FakeGateway gateway = new FakeGateway(server.address(), enrolled.text("credential"));
        JsonNode unused = gateway.register();
        return gateway;
    }

    private void remove() {
        server.bean(IdleMembers.class).remove();
    }

    private UUID log(Answer gateway, long last, long mark) {
        UUID log = UUID.randomUUID();
        int added = server.sql()
                .sql("""
                        INSERT INTO keyway.usage_log (gateway_id, log_id, mark, last_sequence, first_seen_at, seen_at)
                        VALUES (?::uuid, ?, ?, ?, now(), now())""")
                .params(gateway.text("gatewayId"), log, mark, last)
                .update();
        assertThat(added).isOne();
        return log;
    }

    private UUID gap(Answer gateway, UUID log) {
        UUID gap = UUID.randomUUID();
        int added = server.sql()
                .sql("""
                        INSERT INTO keyway.usage_gap (id, gateway_id, log_id, reason, from_sequence, to_sequence, found_at)
                        VALUES (?, ?::uuid, ?, 'MISSING', 3, 4, now())""")
                .params(gap, gateway.text("gatewayId"), log)
                .update();
        assertThat(added).isOne();
        return gap;
    }

    private void update(String sql, UUID id) {
        assertThat(server.sql().sql(sql).param(id).update()).isOne();
    }

    private JsonNode audit(String kind, String id) {
        return owner.get("/api/v1/audit?kind=" + kind + "&objectId=" + id)
                .expect(200)
                .json();
    }

    private List<String> alerts() {
        return server.sql()
                .sql("SELECT event FROM keyway.alert_outbox")
                .query((row, n) -> row.getString(1))
                .list();
    }
}
