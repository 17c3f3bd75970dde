package dev.keyway.admin.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The life of providers, their accounts and models. */
class ProviderIT {

    private static final String PROVIDERS = "/api/v1/providers";

    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();

    @Test
    void onlyHeadersThatMayGoUpAreForwarded() {
        Api api = AdminServer.shared().owner();
        Answer made = api.post(
                        "/api/v1/providers",
                        "{\"slug\": \"h%d\", \"name\": \"H\", \"baseUrl\": \"https://api.example.com/v1\"}"
                                .formatted(System.nanoTime()))
                .expect(201);
        String headers = "{\"forwardHeaders\": [\"%s\"]}";
        for (String bad : List.of(
                "Authorization",
                "COOKIE",
                "Host",
                "Content-Length",
                "Transfer-Encoding",
                "X-Forwarded-For",
                "proxy-authorization",
                "X\\r\\nEvil: 1",
                "X Y",
                "X:",
                "",
                "Ä")) {
            assertThat(api.patch(made.header("Location"), made.etag(), headers.formatted(bad))
                            .expect(400)
                            .fields())
                    .as(bad)
                    .containsExactly("forwardHeaders[0]");
        }
        api.patch(made.header("Location"), made.etag(), headers.formatted("X-Request-Tag"))
                .expect(200);
    }

    @Test
    void aKnownProviderNeedsItsNameOnly() {
        String slug = slug();
        Answer made = owner.post(PROVIDERS, "{\"slug\": \"%s\", \"declaration\": \"anthropic\"}".formatted(slug))
                .expect(201);
        assertThat(made.text("baseUrl")).startsWith("https://api.anthropic.com");
        assertThat(made.text("strategy")).isEqualTo("BALANCED");
        assertThat(made.json().get("maxInFlight").isNull()).isTrue();
        assertThat(owner.get(PROVIDERS + "?search=" + slug).expect(200).text("items/0/id"))
                .isEqualTo(made.text("id"));
        owner.delete(made.header("Location")).expect(204);
    }

    @Test
    void whatIsNotKnownSpeaksOpenAisApiAndNeedsAnAddress() {
        String slug = slug();
        assertThat(owner.post(PROVIDERS, "{\"slug\": \"%s\"}".formatted(slug))
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("baseUrl");
        Answer made = owner.post(PROVIDERS, "{\"slug\": \"%s\", \"baseUrl\": \"https://8.8.4.4/v1\"}".formatted(slug))
                .expect(201);
        assertThat(made.text("declaration")).isEqualTo("openai_compatible");
        assertThat(owner.post(PROVIDERS, "{\"slug\": \"x1\", \"declaration\": \"unheard_of\"}")
                        .expect(400)
                        .text("errors/0/message"))
                .contains("openai, ", "azure", "openai_compatible");
        assertThat(owner.post(PROVIDERS, "{\"slug\": \"Not A Slug\"}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("slug");
        assertThat(owner.post(PROVIDERS, "{\"slug\": \"%s\", \"baseUrl\": \"https://8.8.4.4\"}".formatted(slug))
                        .expect(409)
                        .text("code"))
                .isEqualTo("name_taken");
    }

    @Test
    void allOfItCanBeChangedButItsSlug() {
        Answer made = make();
        String path = made.header("Location");
        Answer changed = owner.patch(path, made.etag(), """
                {"name": "Ours", "strategy": "SEQUENTIAL", "maxInFlight": 0, "firstByteTimeout": "PT45S",
                 "forwardHeaders": ["X-Trace"], "disabled": true, "baseUrl": "https://8.8.8.8/v2"}""").expect(200);
        Answer read = owner.get(path).expect(200);
        assertThat(read.raw()).isEqualTo(changed.raw());
        assertThat(read.text("firstByteTimeout")).isEqualTo("PT45S");
        assertThat(read.text("forwardHeaders/0")).isEqualTo("X-Trace");
        assertThat(read.text("disabledAt")).isNotEmpty();
        assertThat(owner.patch(path, read.etag(), "{\"slug\": \"other\"}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("slug");
        assertThat(owner.patch(path, read.etag(), "{\"firstByteTimeout\": \"PT0S\"}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("firstByteTimeout");
        assertThat(owner.patch(path, read.etag(), "{\"baseUrl\": \"https://169.254.169.254\"}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("baseUrl");
        assertThat(owner.patch(path, read.etag(), "{\"strategy\": \"LUCKY\"}")
                        .expect(400)
                        .text("errors/0/message"))
                .contains("BALANCED, SEQUENTIAL");
        assertThat(owner.patch(path, read.etag(), "{\"maxInFlight\": -1}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("maxInFlight");
        assertThat(owner.patch(path, read.etag(), "{\"maxInFlight\": null}")
                        .expect(200)
                        .json()
                        .get("maxInFlight")
                        .isNull())
                .isTrue();
    }

    @Test
    void anAccountIsMadeRenamedAndDeleted() {
        String accounts = make().header("Location") + "/accounts";
        Answer made = owner.post(accounts, "{\"name\": \"Org one\"}").expect(201);
        owner.post(accounts, "{\"name\": \"ORG ONE\"}").expect(409);
        owner.patch(made.header("Location"), made.etag(), "{\"name\": \"Org 1\"}")
                .expect(200);
        assertThat(owner.get(accounts).expect(200).text("items/0/name")).isEqualTo("Org 1");
        owner.delete(made.header("Location")).expect(204);
        owner.get(made.header("Location")).expect(404);
        owner.get(make().header("Location") + "/accounts/" + made.text("id")).expect(404);
    }

    @Test
    void aModelIsMadeChangedAndDeleted() {
        String models = make().header("Location") + "/models";
        Answer made = owner.post(models, "{\"name\": \"m-1\", \"contextWindow\": 128000}")
                .expect(201);
        Answer changed = owner.patch(
                        made.header("Location"), made.etag(), "{\"maxOutput\": 4096, \"contextWindow\": null}")
                .expect(200);
        assertThat(changed.json().get("contextWindow").isNull()).isTrue();
        assertThat(changed.json().get("maxOutput").asInt()).isEqualTo(4096);
        assertThat(owner.post(models, "{\"name\": \"m-2\", \"maxOutput\": 0}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("maxOutput");
        owner.delete(made.header("Location")).expect(204);
        owner.post(models, "{\"name\": \"m-1\"}").expect(201);
    }

    private Answer make() {
        return owner.post(PROVIDERS, "{\"slug\": \"%s\", \"declaration\": \"openai\"}".formatted(slug()))
                .expect(201);
    }

    private static String slug() {
        return "p-" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }
}
