package dev.keyway.contract.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.config.LimitPolicy;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Either side may be of another release than the other. */
class ContractTests {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void membersThatAreNotKnownAreIgnoredEverywhere() {
        Changes changes = JSON.readValue("""
                {"contract": 2, "from": 3, "to": 4, "moon": "full", "upserts": {
                    "tenants": [{"id": "01900000-0000-7000-8000-000000000001", "name": "T", "zone": "UTC", "blocked": false,
                        "colour": "red"}],
                    "planets": [{"id": 1}]},
                 "deletes": {"tokens": ["01900000-0000-7000-8000-000000000002"], "planets": []},
                 "commands": [{"id": "01900000-0000-7000-8000-000000000003", "kind": "DANCE",
                    "keyId": "01900000-0000-7000-8000-000000000004", "expiresAt": "2026-01-01T00:00:00Z", "song": 1}]}""", Changes.class);
        assertThat(changes.upserts().tenants())
                .singleElement()
                .satisfies(tenant -> assertThat(tenant.name()).isEqualTo("T"));
        assertThat(changes.deletes()).containsKey("tokens");
        assertThat(changes.commands())
                .singleElement()
                .satisfies(command -> assertThat(command.kind()).isEqualTo("DANCE"));
    }

    @Test
    void whatIsLeftOutIsEmpty() {
        Snapshot snapshot = JSON.readValue("""
                {"contract": 1, "revision": 0, "sealing": {"algorithm": "x", "recipient": "y", "key": "z"},
                 "configuration": {"tokens": [{"id": "01900000-0000-7000-8000-000000000001",
                    "tenantId": "01900000-0000-7000-8000-000000000002", "teamId": "01900000-0000-7000-8000-000000000003",
                    "name": "t", "blocked": false}]}}""", Snapshot.class);
        assertThat(snapshot.configuration().keys()).isEmpty();
        assertThat(snapshot.configuration().tokens().getFirst().secrets()).isEmpty();
    }

    @Test
    void noModelsAtAllAreNotTheSameAsAllModels() {
        LimitPolicy none = limits("\"allowedModels\": [],");
        LimitPolicy all = limits("");
        assertThat(none.allowedModels()).isEmpty();
        assertThat(all.allowedModels()).isNull();
        assertThat(JSON.readValue(JSON.writeValueAsString(none), LimitPolicy.class))
                .isEqualTo(none);
        assertThat(JSON.readValue(JSON.writeValueAsString(all), LimitPolicy.class))
                .isEqualTo(all);
    }

    private static LimitPolicy limits(String member) {
        return JSON.readValue(
                "{%s \"id\": \"%s\", \"tenantId\": \"%s\"}".formatted(member, UUID.randomUUID(), UUID.randomUUID()),
                LimitPolicy.class);
    }
}
