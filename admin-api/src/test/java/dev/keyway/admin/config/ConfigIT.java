package dev.keyway.admin.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A file says what the configuration is to be, and it is so, or nothing is changed: one server, where each test finds nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigIT {

    private static final String CONFIG = "/api/v1/config";

    private final AdminServer server = AdminServer.start();
    private Api owner;
    private Api yaml;

    @BeforeEach
    void nothingIsConfigured() {
        server.sql()
                .sql(
                        "TRUNCATE keyway.tenant, keyway.provider, keyway.alias, keyway.alert_channel, keyway.config_change CASCADE")
                .update();
        server.sql().sql("UPDATE keyway.revision SET value = 0").update();
        owner = server.owner();
        yaml = owner.with("Content-Type", "application/yaml");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aFileMadeHereMakesTheSameElsewhere() {
        yaml.put(CONFIG, ExampleFile.YAML).expect(200);
        String exported = owner.get(CONFIG).expect(200).raw();
        assertThat(owner.get(CONFIG).raw()).isEqualTo(exported);
        assertThat(owner.get(CONFIG).header("Content-Type")).startsWith("application/yaml");
        try (AdminServer other = AdminServer.start()) {
            Api elsewhere = other.owner().with("Content-Type", "application/yaml");
            Answer refused = elsewhere.put(CONFIG, exported).expect(400);
            assertThat(refused.fields())
                    .containsExactlyInAnyOrder("tenants[0].alertChannels[0].target", "alertChannels[0].target");
            String whole = exported.replace("/…", "/entered-again");
            assertThat(elsewhere
                            .put(CONFIG, whole)
                            .expect(200)
                            .json()
                            .get("create")
                            .size())
                    .isEqualTo(16);
            assertThat(elsewhere.get(CONFIG).raw()).isEqualTo(exported);
            assertThat(elsewhere.get(CONFIG).etag()).isEqualTo(owner.get(CONFIG).etag());
            Answer again = elsewhere.put(CONFIG + "?prune=true", exported).expect(200);
            assertThat(changes(again)).isZero();
        }
    }

    @Test
    void labelsAndSoftThresholdsBecomeWhatTheFileSays() {
        yaml.put(CONFIG, ExampleFile.YAML).expect(200);
        Answer changed = yaml.put(
                        CONFIG,
                        ExampleFile.YAML
                                .replace("{cost-centre: \"4711\", app: news}", "{app: print}")
                                .replace(", softThresholds: [95, 50]", ""))
                .expect(200);
        assertThat(changes(changed)).as(changed.raw()).isEqualTo(2);
        JsonNode tenant =
                owner.with("Accept", "application/json").get(CONFIG).json().at("/tenants/0");
        assertThat(tenant.get("labels")).hasToString("{\"app\":\"print\"}");
        assertThat(tenant.at("/budgets").toString())
                .contains("\"softThresholds\":[80]")
                .doesNotContain("95");
        assertThat(yaml.put(CONFIG, ExampleFile.YAML.replace("app: news", "app: \"\""))
                        .expect(400)
                        .fields())
                .containsExactly("tenants[0].labels");
    }

    @Test
    void anotherOriginOfAProviderThatHasKeysIsAWarningAtItsPlace() {
        String elsewhere = ExampleFile.YAML.replace("https://inference.example.com/v1", "https://other.example.com/v1");
        yaml.put(CONFIG, ExampleFile.YAML).expect(200);
        assertThat(yaml.put(CONFIG + "?dryRun=true", elsewhere)
                        .expect(200)
                        .json()
                        .at("/warnings")
                        .findValuesAsString("code"))
                .as("no keys")
                .doesNotContain("keys_unusable");
        owner.post("/api/v1/providers/inference/keys", "{\"secret\": \"sk-inference-0123456789\"}")
                .expect(201);
        for (String run : List.of("?dryRun=true", "")) {
            JsonNode warnings =
                    yaml.put(CONFIG + run, elsewhere).expect(200).json().get("warnings");
            assertThat(warnings.findValuesAsString("code")).contains("keys_unusable");
            assertThat(warnings.findValuesAsString("field")).contains("providers[1].baseUrl");
        }
        assertThat(yaml.put(CONFIG, elsewhere).expect(200).raw()).doesNotContain("keys_unusable");
    }

    @Test
    void jsonSaysTheSameAsYaml() {
        yaml.put(CONFIG, ExampleFile.YAML).expect(200);
        Answer json = owner.with("Accept", "application/json").get(CONFIG).expect(200);
        assertThat(json.json()
                        .at("/providers/1/models/0/priceLists/0/prices/0/perMillion")
                        .asString())
                .isEqualTo("2.125");
        assertThat(json.json().at("/tenants/0/teams/0/name").asString()).isEqualTo("2024");
        assertThat(json.etag()).isEqualTo(owner.get(CONFIG).etag());
        assertThat(changes(owner.put(CONFIG + "?prune=true", json.raw()).expect(200)))
                .isZero();
    }

    @Test
    void aFileThatWasAppliedChangesNothing() {
        Answer first = yaml.put(CONFIG, ExampleFile.YAML).expect(200);
        long audit = count("audit_entry");
        long revision = revision();
        Answer second = yaml.put(CONFIG + "?prune=true", ExampleFile.YAML).expect(200);
        assertThat(changes(second)).as(second.raw()).isZero();
        assertThat(second.etag())
                .isEqualTo(first.etag())
                .isEqualTo(owner.get(CONFIG).etag());
        assertThat(count("audit_entry")).isEqualTo(audit);
        assertThat(revision()).isEqualTo(revision);
    }

    @Test
    void eachChangeIsInTheAuditWithItsReason() {
        yaml.put(CONFIG, ExampleFile.YAML).expect(200);
        long revision = revision();
        Answer changed = yaml.with("X-Reason", "less for all")
                .put(CONFIG, ExampleFile.YAML.replace("requestsPerMinute: 600", "requestsPerMinute: 300"))
                .expect(200);
        JsonNode change = changed.json().at("/change/0");
        assertThat(change.get("kind").asString()).isEqualTo("limit_policy");
        assertThat(change.at("/path/0").asString()).isEqualTo("Newsroom");
        assertThat(change.at("/before/requestsPerMinute").asInt()).isEqualTo(600);
        assertThat(change.at("/after/requestsPerMinute").asInt()).isEqualTo(300);
        assertThat(changes(changed)).isOne();
        assertThat(revision()).isEqualTo(revision + 1);
        JsonNode entry = owner.get("/api/v1/audit?limit=1").json().at("/items/0");
        assertThat(entry.get("kind").asString()).isEqualTo("limit_policy");
        assertThat(entry.get("reason").asString()).isEqualTo("less for all");
        assertThat(entry.at("/after/requestsPerMinute").asInt()).isEqualTo(300);
        assertThat(owner.get("/api/v1/audit/verify").json().get("intact").asBoolean())
                .isTrue();
    }

    @Test
    void aDryRunTellsAllAndChangesNothing() {
        Answer empty = owner.get(CONFIG);
        long audit = count("audit_entry");
        Answer plan = yaml.put(CONFIG + "?dryRun=true", ExampleFile.YAML).expect(200);
        assertThat(plan.json().get("applied").asBoolean()).isFalse();
        assertThat(plan.json().get("create").size()).isEqualTo(16);
        assertThat(plan.etag()).isEqualTo(empty.etag());
        assertThat(owner.get(CONFIG).raw()).isEqualTo(empty.raw());
        assertThat(count("audit_entry")).isEqualTo(audit);
        assertThat(revision()).isZero();
        assertThat(count("tenant") + count("provider") + count("alert_channel")).isZero();
        yaml.with("If-Match", plan.etag()).put(CONFIG, ExampleFile.YAML).expect(200);
        assertThat(yaml.put(CONFIG + "?dryRun=true", "tenants: []").json().get("delete"))
                .isEmpty();
    }

    @Test
    void namesOfModelsThatMatchNothingAreDoubtedByTheirPlaceInTheFile() {
        Answer report = yaml.put(CONFIG, ExampleFile.YAML.replace("[openai/*, fast]", "[openai/*, fats]"))
                .expect(200);
        assertThat(report.json()
                        .get("warnings")
                        .valueStream()
                        .map(warning -> warning.get("field").asString() + " "
                                + warning.get("code").asString()))
                .containsExactly(
                        "aliases[0].targets[1].model model_unknown",
                        "tenants[0].limits.allowedModels[1] model_unknown");
        assertThat(report.text("warnings/1/message")).endsWith("; did you mean 'fast'?");
        assertThat(yaml.put(CONFIG, ExampleFile.YAML).expect(200).json().get("warnings"))
                .hasSize(1);
    }

    @Test
    void namesAreTrimmedAsElsewhereAndWhatIsThenTwiceIsRefused() {
        yaml.put(CONFIG, ExampleFile.YAML).expect(200);
        String spaced = ExampleFile.YAML
                .replace("- name: Newsroom", "- name: ' Newsroom '")
                .replace("- name: Products", "- name: 'Products '")
                .replace("- name: Pager", "- name: ' Pager'");
        assertThat(changes(yaml.put(CONFIG, spaced).expect(200))).isZero();
        assertThat(yaml.put(CONFIG, "tenants: [{name: A, zone: UTC}, {name: 'A ', zone: UTC}]")
                        .expect(400)
                        .fields())
                .containsExactly("tenants[1].name");
    }

    /** Names as people write them: in two cases, with white space, quotes, and what YAML has a meaning for. */
    @Test
    void whateverTheApiAcceptsIsExportedAndCanBeApplied() {
        List<String> names = List.of(
                "On call",
                " on CALL ",
                "On  call",
                "été",
                "e\u0301te\u0301",
                "no",
                "1e3",
                "~",
                "- a: b",
                "#x",
                "'q",
                "a\u00a0",
                "ß",
                "SS",
                "I",
                "ı",
                "İ");
        List<Integer> answers = new ArrayList<>();
        String named = "{\"name\": \"%s\"}";
        String provider = owner.post(
                        "/api/v1/providers", "{\"slug\": \"odd\", \"baseUrl\": \"https://odd.example.com\"}")
                .expect(201)
                .header("Location");
        String tenant = owner.post("/api/v1/tenants", named.formatted("First"))
                .expect(201)
                .header("Location");
        for (String name : names) {
            answers.add(
                    owner.post("/api/v1/alert-channels", """
                            {"name": "%s", "kind": "WEBHOOK", "target": "https://hooks.example.com/x", "events": ["TEST"]}""".formatted(name)).status());
            for (String list :
                    List.of("/api/v1/tenants", tenant + "/teams", provider + "/accounts", provider + "/models")) {
                answers.add(owner.post(list, named.formatted(name)).status());
            }
        }
        assertThat(answers).contains(201, 409).isSubsetOf(201, 409, 400);
        Answer export = owner.get(CONFIG).expect(200);
        assertThat(changes(yaml.put(CONFIG + "?prune=true", export.raw()).expect(200)))
                .isZero();
        nothingIsConfigured();
        yaml.put(CONFIG, export.raw().replace("/…", "/entered-again")).expect(200);
        assertThat(owner.get(CONFIG).raw()).isEqualTo(export.raw());
    }

    @Test
    void nothingIsDeletedUnlessAsked() {
        yaml.put(CONFIG, ExampleFile.YAML).expect(200);
        String less = """
                aliases: []
                providers:
                - slug: openai
                  name: OpenAI, by contract
                  baseUrl: https://api.openai.com/v1
                  maxInFlight: 8
                  firstStreamTimeout: PT45S
                  forwardHeaders: [openai-beta]
                  accounts: []
                  models:
                  - name: gpt-4o
                    contextWindow: 128000
                    priceLists: []
                tenants:
                - name: newsroom
                  zone: Europe/Berlin
                  limits: {}
                  budgets: []
                """;
        assertThat(yaml.put(CONFIG, less).expect(200).json().get("delete")).isEmpty();
        Answer pruned = yaml.put(CONFIG + "?prune=true", less).expect(200);
        assertThat(pruned.json()
                        .get("delete")
                        .valueStream()
                        .map(gone -> gone.get("kind").asString()
                                + gone.get("path")
                                        .valueStream()
                                        .map(JsonNode::asString)
                                        .toList()))
                .containsExactlyInAnyOrder(
                        "alias[fast]",
                        "provider_account[openai, Research]",
                        "provider_account[openai, Products]",
                        "price[openai, gpt-4o, standard 2099-01-01T00:00:00Z]",
                        "model[openai, on]",
                        "provider[inference]",
                        "budget_policy[newsroom, DAY]",
                        "budget_policy[newsroom, MONTH]");
        JsonNode left = owner.with("Accept", "application/json").get(CONFIG).json();
        assertThat(left.at("/tenants/0/teams")).hasSize(2);
        assertThat(left.at("/alertChannels")).hasSize(1);
        assertThat(left.at("/providers/0/models/0/priceLists")).hasSize(1);
        assertThat(left.at("/tenants/0/name").asString()).isEqualTo("newsroom");
        assertThat(changes(yaml.put(CONFIG + "?prune=true", less).expect(200))).isZero();
        Answer all = yaml.put(CONFIG + "?prune=true", "{tenants: [], providers: [], alertChannels: []}")
                .expect(200);
        assertThat(all.json().get("delete")).hasSize(5);
    }

    @Test
    void whatCannotBeDeletedIsNamedAndEverythingStays() {
        yaml.put(CONFIG, ExampleFile.YAML).expect(200);
        String provider = owner.get("/api/v1/providers?search=openai").text("items/0/id");
        owner.post("/api/v1/providers/" + provider + "/keys", "{\"secret\": \"sk-0123456789abcdef\"}")
                .expect(201);
        String before = owner.get(CONFIG).raw();
        Answer refused = yaml.put(CONFIG + "?prune=true", "{aliases: [], providers: [], tenants: []}")
                .expect(409);
        assertThat(refused.text("code")).isEqualTo("conflict");
        assertThat(refused.text("detail"))
                .isEqualTo(
                        "providers lacks 'openai', which cannot be deleted: The provider has keys: delete them first.");
        assertThat(owner.get(CONFIG).raw()).isEqualTo(before);
    }

    @Test
    void whoeverDidNotReadTheLatestIsToldSo() {
        String etag = owner.get(CONFIG).etag();
        owner.post("/api/v1/alert-channels", """
                        {"name": "c", "kind": "WEBHOOK", "target": "https://hooks.example.com/x", "events": ["KEY_LOCKED"]}""").expect(201);
        Answer refused =
                yaml.with("If-Match", etag).put(CONFIG, ExampleFile.YAML).expect(412);
        assertThat(refused.text("code")).isEqualTo("version_changed");
        yaml.with("If-Match", owner.get(CONFIG).etag())
                .put(CONFIG, ExampleFile.YAML)
                .expect(200);
    }

    @Test
    void anAnchorMayBeUsedAgain() {
        yaml.put(CONFIG, """
                        tenants:
                        - name: A
                          budgets: &usual [{period: MONTH, amount: 10}]
                        - name: B
                          budgets: *usual
                        """).expect(200);
        assertThat(owner.with("Accept", "application/json")
                        .get(CONFIG)
                        .json()
                        .at("/tenants/1/budgets/0/amount")
                        .asString())
                .isEqualTo("10.00");
    }

    @Test
    void noSecretIsInAFileAPlanOrTheAudit() {
        Answer applied = yaml.put(CONFIG, ExampleFile.YAML).expect(200);
        String provider = owner.get("/api/v1/providers?search=openai").text("items/0/id");
        owner.post("/api/v1/providers/" + provider + "/keys", "{\"secret\": \"sk-CANARY-0123456789\"}")
                .expect(201);
        String tenant = owner.get("/api/v1/tenants").text("items/0/id");
        String team = owner.get("/api/v1/tenants/" + tenant + "/teams?search=Research")
                .text("items/0/id");
        String token = owner.post("/api/v1/tenants/%s/teams/%s/tokens".formatted(tenant, team), "{\"name\": \"t\"}")
                .expect(201)
                .text("secret");
        String channel = owner.get("/api/v1/alert-channels").text("items/0/id");
        String signing = owner.post("/api/v1/alert-channels/" + channel + "/rotate", "{}")
                .expect(200)
                .text("secret");
        Answer shown = owner.get(CONFIG);
        assertThat(shown.raw()).contains("https://hooks.example.com/…");
        for (Answer answer : List.of(
                applied,
                shown,
                owner.with("Accept", "application/json").get(CONFIG),
                yaml.put(CONFIG + "?dryRun=true", ExampleFile.YAML.replace("CANARY-hook-path", "CANARY-moved")))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.raw()).doesNotContain("CANARY", token, signing);
        }
    }

    @Test
    void aWebhookIsMovedByItsWholeAddressAndNotByWhatIsShownOfIt() {
        yaml.put(CONFIG, ExampleFile.YAML).expect(200);
        Answer moved = yaml.put(CONFIG, ExampleFile.YAML.replace("CANARY-hook-path", "CANARY-moved"))
                .expect(200);
        assertThat(moved.json().get("change")).hasSize(1);
        assertThat(changes(yaml.put(CONFIG, ExampleFile.YAML.replace("CANARY-hook-path", "CANARY-moved"))
                        .expect(200)))
                .isZero();
        assertThat(changes(yaml.put(CONFIG, ExampleFile.YAML.replaceAll("CANARY-\\S+", "…"))
                        .expect(200)))
                .isZero();
        Answer refused = yaml.put(
                        CONFIG, ExampleFile.YAML.replaceAll("hooks.example.com/CANARY-\\S+", "hooks.example.org/…"))
                .expect(400);
        assertThat(refused.fields())
                .containsExactlyInAnyOrder("tenants[0].alertChannels[0].target", "alertChannels[0].target");
    }

    @Test
    void whatHasHeldOrIsFixedIsNotChanged() {
        yaml.put(CONFIG, ExampleFile.YAML).expect(200);
        Answer refused = yaml.put(
                        CONFIG,
                        ExampleFile.YAML
                                .replace("perMillion: 8.5", "perMillion: 9")
                                .replace("- slug: inference", "- slug: inference\n  declaration: anthropic")
                                .replace(
                                        "  kind: WEBHOOK\n  target: https://hooks.example.com/CANARY-other-path",
                                        "  kind: MAIL\n  target: a@example.com"))
                .expect(400);
        assertThat(refused.fields())
                .containsExactlyInAnyOrder(
                        "providers[0].models[0].priceLists[0]", "providers[1].declaration", "alertChannels[0].kind");
    }

    @Test
    void onlyWhoMayChangeTheInstallationMayApplyAFile() {
        Api admin = server.caller(new Grant(Role.ADMIN, Scope.INSTALLATION));
        Api auditor = server.caller(new Grant(Role.AUDITOR, Scope.INSTALLATION));
        admin.with("Content-Type", "application/yaml")
                .put(CONFIG, ExampleFile.YAML)
                .expect(200);
        assertThat(auditor.get(CONFIG).expect(200).raw())
                .isEqualTo(owner.get(CONFIG).raw());
        auditor.put(CONFIG + "?dryRun=true", "{}").expect(403);
        UUID tenant = UUID.fromString(owner.get("/api/v1/tenants").text("items/0/id"));
        server.caller(new Grant(Role.TENANT_ADMIN, Scope.tenant(tenant)))
                .get(CONFIG)
                .expect(403);
        server.anonymous().get(CONFIG).expect(401);
    }

    @Test
    void whatIsThereAlreadyIsNotSentAgain() {
        owner.with("Accept", "text/html").get(CONFIG).expect(406);
        owner.with("If-None-Match", owner.get(CONFIG).etag()).get(CONFIG).expect(304);
    }

    private static int changes(Answer plan) {
        return plan.json().get("create").size()
                + plan.json().get("change").size()
                + plan.json().get("delete").size();
    }

    private long count(String table) {
        return server.sql()
                .sql("SELECT count(*) FROM keyway." + table)
                .query(Long.class)
                .single();
    }

    private long revision() {
        return server.sql()
                .sql("SELECT value FROM keyway.revision")
                .query(Long.class)
                .single();
    }
}
