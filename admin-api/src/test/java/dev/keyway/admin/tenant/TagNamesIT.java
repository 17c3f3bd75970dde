package dev.keyway.admin.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.testkit.gateway.FakeGateway;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Names of tags that a tenant allows: set, bounded, published, audited, and part of the file. */
class TagNamesIT {

    private static final String TENANTS = "/api/v1/tenants";
    private static final String CONFIG = "/api/v1/config";

    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();

    @Test
    void areReplacedByAPatchAndShownInAlphabeticalOrder() {
        Answer made = create("[\"stage\", \"feature\"]").expect(201);
        String path = made.header("Location");
        assertThat(names(owner.get(path))).containsExactly("feature", "stage");
        assertThat(owner.patch(path, made.etag(), "{\"tagNames\": [\"stage\", \"feature\"]}")
                        .expect(200)
                        .etag())
                .as("another order is no change")
                .isEqualTo(made.etag());
        Answer patched =
                owner.patch(path, made.etag(), "{\"tagNames\": [\"app\"]}").expect(200);
        assertThat(names(patched)).containsExactly("app");
        assertThat(names(owner.patch(path, patched.etag(), "{\"description\": \"d\"}")
                        .expect(200)))
                .containsExactly("app");
        assertThat(names(owner.patch(path, "*", "{\"tagNames\": null}").expect(200)))
                .isEmpty();
        assertThat(names(create(null).expect(201))).isEmpty();
    }

    @Test
    void reachGatewaysWithTheSnapshotAndTheNextChange() {
        Answer made = create("[\"feature\"]").expect(201);
        try (FakeGateway gateway = server.gateway()) {
            JsonNode unused = gateway.snapshot();
            assertThat(published(gateway, made)).hasToString("[\"feature\"]");
            owner.patch(made.header("Location"), "*", "{\"tagNames\": [\"stage\", \"app\"]}")
                    .expect(200);
            assertThat(gateway.changes(Duration.ofSeconds(30))).isPresent();
            assertThat(published(gateway, made)).hasToString("[\"app\",\"stage\"]");
        }
    }

    private static JsonNode published(FakeGateway gateway, Answer tenant) {
        return gateway.configuration()
                .find("tenants", tenant.text("id"))
                .orElseThrow()
                .get("tagNames");
    }

    @Test
    void areRefusedWithTheNameThatMustChange() {
        for (String wrong : List.of("", "a,b", "a=b", "a b", "-a", "é", "${1 + 1} {x} \\", "n".repeat(64))) {
            Answer refused = create("[\"fine\", " + quoted(wrong) + "]").expect(400);
            assertThat(refused.fields()).as(wrong).containsExactly("tagNames");
            assertThat(refused.text("errors/0/message")).endsWith("not '" + wrong + "'");
        }
        Answer twice = create("[\"b\", \"a\", \"b\"]").expect(400);
        assertThat(twice.fields()).containsExactly("tagNames");
        assertThat(twice.text("errors/0/message")).isEqualTo("must not have 'b' twice");
        assertThat(create("[null]").expect(400).fields()).containsExactly("tagNames[0]");
        assertThat(create(many(33)).expect(400).text("errors/0/message")).contains("at most 32");
        assertThat(create("\"feature\"").expect(400).fields()).containsExactly("tagNames");
        create(many(32)).expect(201);
        String path = create("[\"" + "n".repeat(63) + "\"]").expect(201).header("Location");
        assertThat(owner.patch(path, "*", "{\"tagNames\": [\"a\", \"a\"]}")
                        .expect(400)
                        .text("errors/0/message"))
                .isEqualTo("must not have 'a' twice");
        assertThat(owner.patch(path, "*", "{\"tagNames\": [null]}").expect(400).fields())
                .containsExactly("tagNames[0]");
    }

    @Test
    void areAudited() {
        Answer made = create("[\"feature\"]").expect(201);
        owner.patch(made.header("Location"), "*", "{\"tagNames\": [\"app\"]}").expect(200);
        JsonNode entry = owner.get("/api/v1/audit?objectId=" + made.text("id") + "&limit=1")
                .expect(200)
                .json()
                .at("/items/0");
        assertThat(entry.at("/before/tagNames")).hasToString("[\"feature\"]");
        assertThat(entry.at("/after/tagNames")).hasToString("[\"app\"]");
    }

    @Test
    void arePartOfTheConfigurationFile() {
        String name = "T " + UUID.randomUUID();
        Api yaml = owner.with("Content-Type", "application/yaml");
        String file = "tenants:\n- {name: %s, tagNames: %s}\n";
        yaml.put(CONFIG, file.formatted(name, "[stage, feature]")).expect(200);
        String path = TENANTS + "/"
                + owner.get(TENANTS + "?search=" + name.substring(2)).text("items/0/id");
        assertThat(names(owner.get(path))).containsExactly("feature", "stage");
        assertThat(owner.get(CONFIG).raw()).containsSubsequence(name, "tagNames:\n  - feature\n  - stage");
        assertThat(yaml.put(CONFIG, file.formatted(name, "[feature, stage]"))
                        .expect(200)
                        .json()
                        .get("change"))
                .isEmpty();
        JsonNode planned = yaml.put(CONFIG + "?dryRun=true", file.formatted(name, "[app]"))
                .expect(200)
                .json()
                .at("/change/0");
        assertThat(planned.at("/before/tagNames")).hasToString("[\"feature\",\"stage\"]");
        assertThat(planned.at("/after/tagNames")).hasToString("[\"app\"]");
        assertThat(names(owner.get(path))).containsExactly("feature", "stage");
        Answer refused = yaml.put(CONFIG, file.formatted(name, "[a, a]")).expect(400);
        assertThat(refused.fields()).containsExactly("tenants[0].tagNames");
        assertThat(refused.text("errors/0/message")).isEqualTo("must not have 'a' twice");
        yaml.put(CONFIG, "tenants:\n- {name: %s}\n".formatted(name)).expect(200);
        assertThat(names(owner.get(path))).isEmpty();
    }

    private Answer create(@Nullable String tagNames) {
        String names = tagNames == null ? "" : ", \"tagNames\": " + tagNames;
        return owner.post(TENANTS, "{\"name\": \"%s\"%s}".formatted(UUID.randomUUID(), names));
    }

    private static List<String> names(Answer tenant) {
        return tenant.json()
                .get("tagNames")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\") + "\"";
    }

    private static String many(int count) {
        return IntStream.range(0, count).mapToObj(i -> quoted("n" + i)).collect(Collectors.joining(",", "[", "]"));
    }
}
