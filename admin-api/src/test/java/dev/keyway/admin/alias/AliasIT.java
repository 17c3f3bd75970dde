package dev.keyway.admin.alias;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The life of a company's own model name. */
class AliasIT {

    private static final String ALIASES = "/api/v1/aliases";

    private final Api owner = AdminServer.shared().owner();
    private final Answer provider = provider();

    @Test
    void standsForModelsInTheOrderInWhichTheyAreTried() {
        String name = name();
        Answer made = owner.post(ALIASES, body(name, "first", "second")).expect(201);
        assertThat(made.text("targets/0/model")).isEqualTo("first");
        assertThat(made.text("targets/1/provider")).isEqualTo(provider.text("slug"));
        Answer changed = owner.patch(
                        made.header("Location"),
                        made.etag(),
                        "{\"targets\": [%s, %s]}".formatted(target("second"), target("first")))
                .expect(200);
        assertThat(changed.text("targets/0/model")).isEqualTo("second");
        assertThat(owner.get(made.header("Location")).expect(200).text("targets/0/model"))
                .isEqualTo("second");
        owner.patch(made.header("Location"), made.etag(), "{\"description\": \"late\"}")
                .expect(412);
        assertThat(owner.get(ALIASES + "?search=" + name).expect(200).text("items/0/id"))
                .isEqualTo(made.text("id"));
        assertThat(owner.get("/api/v1/audit?objectId=" + made.text("id"))
                        .expect(200)
                        .raw())
                .contains("\"updated\"", "second");
        owner.delete(made.header("Location")).expect(204);
        owner.get(made.header("Location")).expect(404);
        owner.post(ALIASES, body(name, "first")).expect(201);
    }

    @Test
    void targetsAsTheyAreShownCanBeSentBackBesideAnother() {
        Answer shown = owner.get(
                        owner.post(ALIASES, body(name(), "first")).expect(201).header("Location"))
                .expect(200);
        String path = ALIASES + "/" + shown.text("id");
        String first = shown.json().at("/targets/0").toString();
        assertThat(owner.patch(path, "*", "{\"targets\": [%s, %s]}".formatted(first, target("second")))
                        .expect(200)
                        .json()
                        .get("targets")
                        .size())
                .isEqualTo(2);
        owner.patch(path, "*", "{\"targets\": [%s]}".formatted(first.replace(provider.text("slug"), "other")))
                .expect(400);
    }

    @Test
    void aNameIsThereOnceAndHidesNoModel() {
        String name = name();
        owner.post(ALIASES, body(name, "m")).expect(201);
        assertThat(owner.post(ALIASES, body(name, "m")).expect(409).text("code"))
                .isEqualTo("name_taken");
        assertThat(field(body(provider.text("slug") + "/m", "m"))).isEqualTo("name");
        assertThat(field(body("with space", "m"))).isEqualTo("name");
        assertThat(field(body("wild*", "m"))).isEqualTo("name");
        owner.post(ALIASES, body("mine/" + name, "m")).expect(201);
    }

    @Test
    void aTargetThatIsNotKnownAndANameThatHidesAModelAreDoubted() {
        String model = "m-" + UUID.randomUUID();
        owner.post(provider.header("Location") + "/models", "{\"name\": \"%s\"}".formatted(model))
                .expect(201);
        Answer good = owner.post(ALIASES, body(name(), model)).expect(201);
        assertThat(good.json().get("warnings")).isEmpty();
        Answer typo = owner.patch(
                        good.header("Location"), good.etag(), "{\"targets\": [%s]}".formatted(target(model + "x")))
                .expect(200);
        assertThat(typo.text("warnings/0/code")).isEqualTo("model_unknown");
        assertThat(typo.text("warnings/0/field")).isEqualTo("targets[0].model");
        assertThat(typo.text("warnings/0/message")).endsWith("; did you mean '%s'?".formatted(model));
        assertThat(owner.get(good.header("Location")).json().get("warnings")).isEmpty();
        Answer hiding = owner.post(ALIASES, body(model, model)).expect(201);
        assertThat(hiding.json().get("warnings")).hasSize(1);
        assertThat(hiding.text("warnings/0/code")).isEqualTo("model_hidden");
        assertThat(hiding.text("warnings/0/message"))
                .contains("'%s/%s' still reaches".formatted(provider.text("slug"), model));
    }

    @Test
    void itsTargetsAreThereAndThereOnce() {
        assertThat(field("{\"name\": \"%s\", \"targets\": []}".formatted(name())))
                .isEqualTo("targets");
        assertThat(field("{\"name\": \"%s\"}".formatted(name()))).isEqualTo("targets");
        assertThat(field("{\"name\": \"%s\", \"targets\": [null]}".formatted(name())))
                .startsWith("targets[0]");
        assertThat(field(body(name(), "m", "m"))).isEqualTo("targets[1]");
        assertThat(field("{\"name\": \"%s\", \"targets\": [{\"providerId\": \"%s\", \"model\": \"m\"}]}"
                        .formatted(name(), UUID.randomUUID())))
                .isEqualTo("targets[0].providerId");
    }

    @Test
    void keepsItsProvidersFromBeingDeleted() {
        Answer made = owner.post(ALIASES, body(name(), "m")).expect(201);
        assertThat(owner.delete(provider.header("Location")).expect(409).text("detail"))
                .contains("Aliases");
        owner.delete(made.header("Location")).expect(204);
        owner.delete(provider.header("Location")).expect(204);
    }

    private String field(String body) {
        return owner.post(ALIASES, body).expect(400).text("errors/0/field");
    }

    private String body(String name, String... models) {
        return "{\"name\": \"%s\", \"targets\": [%s]}"
                .formatted(
                        name,
                        String.join(",", Arrays.stream(models).map(this::target).toList()));
    }

    private String target(String model) {
        return "{\"providerId\": \"%s\", \"model\": \"%s\"}".formatted(provider.text("id"), model);
    }

    private static String name() {
        return "a-" + UUID.randomUUID();
    }

    private Answer provider() {
        return owner.post(
                        "/api/v1/providers",
                        "{\"slug\": \"a%s\", \"declaration\": \"openai\"}"
                                .formatted(UUID.randomUUID()
                                        .toString()
                                        .replace("-", "")
                                        .substring(0, 20)))
                .expect(201);
    }
}
