package dev.keyway.admin.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.testkit.gateway.FakeGateway;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Labels of tenants, teams and tokens: set, merged, found. */
class LabelIT {

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final Api owner = server.owner();

    @Test
    void arePatchedKeyByKeyAndFound() {
        String centre = "c" + world.tenant();
        for (String list : List.of("/api/v1/tenants", world.path() + "/teams", world.teamPath() + "/tokens")) {
            Answer made = owner.post(list, """
                    {"name": "L %s", "labels": {"cost-centre": "%s", "app": "chat"}}""".formatted(list.length(), centre)).expect(201);
            String path = list + "/" + made.text("id");
            Answer read = owner.get(path).expect(200);
            assertThat(read.json().get("labels"))
                    .hasToString("{\"app\":\"chat\",\"cost-centre\":\"%s\"}".formatted(centre));
            assertThat(owner.get(list + "?label=cost-centre:" + centre)
                            .expect(200)
                            .text("items/0/id"))
                    .isEqualTo(made.text("id"));
            Answer patched = owner.patch(path, read.etag(), "{\"labels\": {\"app\": null, \"owner\": \"ada:1\"}}")
                    .expect(200);
            assertThat(patched.json().get("labels"))
                    .hasToString("{\"cost-centre\":\"%s\",\"owner\":\"ada:1\"}".formatted(centre));
            assertThat(owner.get(list + "?label=app:chat&search=L")
                            .expect(200)
                            .json()
                            .get("items")
                            .isEmpty())
                    .isTrue();
            assertThat(owner.get(list + "?label=owner:ada:1").expect(200).text("items/0/id"))
                    .isEqualTo(made.text("id"));
            assertThat(owner.patch(path, patched.etag(), "{\"labels\": null}")
                            .expect(200)
                            .json()
                            .get("labels"))
                    .hasToString("{}");
            assertThat(owner.get(list + "?label=" + "x").expect(400).fields()).containsExactly("label");
        }
    }

    @Test
    void reachGatewaysWithTheSnapshotAndItsChanges() {
        Map<String, String> lists = Map.of(
                "tenants", "/api/v1/tenants", "teams", world.path() + "/teams", "tokens", world.teamPath() + "/tokens");
        Map<String, Answer> made = new HashMap<>();
        lists.forEach((list, path) -> made.put(
                list,
                owner.post(path, "{\"name\": \"G\", \"labels\": {\"in\": \"%s\"}}".formatted(list))
                        .expect(201)));
        try (FakeGateway gateway = server.gateway()) {
            var unused = gateway.snapshot();
            made.forEach((list, answer) ->
                    assertThat(labels(gateway, list, answer)).hasToString("{\"in\":\"%s\"}".formatted(list)));
            made.forEach((list, answer) -> owner.patch(
                            lists.get(list) + "/" + answer.text("id"),
                            "*",
                            "{\"labels\": {\"in\": null, \"now\": \"%s\"}}".formatted(list))
                    .expect(200));
            var unusedChanges = gateway.changes(Duration.ofSeconds(30));
            made.forEach((list, answer) ->
                    assertThat(labels(gateway, list, answer)).hasToString("{\"now\":\"%s\"}".formatted(list)));
        }
    }

    private static JsonNode labels(FakeGateway gateway, String list, Answer made) {
        return gateway.configuration().find(list, made.text("id")).orElseThrow().get("labels");
    }

    @Test
    void areBoundedAndSayWhatMustChange() {
        for (String labels : List.of(
                "{\"\": \"x\"}",
                "{\"a:b\": \"x\"}",
                "{\"%s\": \"x\"}".formatted("k".repeat(64)),
                "{\"a\": \"\"}",
                "{\"a\": null}",
                "{\"a\": \"%s\"}".formatted("v".repeat(201)),
                "{\"a\": \"\\u0007\"}",
                many(33))) {
            assertThat(owner.post("/api/v1/tenants", "{\"name\": \"n\", \"labels\": %s}".formatted(labels))
                            .expect(400)
                            .fields())
                    .as(labels)
                    .containsExactly("labels");
        }
        owner.post("/api/v1/tenants", "{\"name\": \"%s\", \"labels\": %s}".formatted(world.team(), many(32)))
                .expect(201);
    }

    private static String many(int count) {
        StringBuilder labels = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            labels.append(i == 0 ? "" : ",").append("\"k").append(i).append("\": \"v\"");
        }
        return labels.append('}').toString();
    }
}
