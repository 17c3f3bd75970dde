package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.admin.FakeAdmin;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Costs by the service tier that responses name, with prices from the admin service. */
class ServiceTierIT {

    private static final String MODEL = Published.id(20);
    private static final String STANDARD_FROM = "2026-01-01T00:00:00Z";
    private static final String FLEX_FROM = "2026-02-01T00:00:00Z";

    @TempDir
    private static Path folder;

    private static FakeProvider provider;
    private static FakeAdmin admin;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-1");
        admin = FakeAdmin.start()
                .with("tenants", Published.tenant())
                .with("teams", Published.team())
                .with("tokens", Published.token(Published.TOKEN_ID, "kwy_one"))
                .with("providers", Published.provider(provider.v1(), "balanced"))
                .with("keys", Published.key(Published.KEY_ID, "sk-1", provider.origin()))
                .with("models", Published.model(MODEL, "gpt-4o"))
                .with(
                        "prices",
                        Published.price(Published.id(21), MODEL, "input", "standard", STANDARD_FROM, 1_000_000_000),
                        Published.price(Published.id(22), MODEL, "output", "standard", STANDARD_FROM, 2_000_000_000),
                        Published.price(Published.id(23), MODEL, "input", "flex", FLEX_FROM, 500_000_000),
                        Published.price(Published.id(24), MODEL, "output", "flex", FLEX_FROM, 1_000_000_000));
        gateway = ManagedGateway.start(admin, folder);
        Awaiting.until("a configuration", Duration.ofSeconds(20), () -> chat().statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        admin.close();
        provider.close();
    }

    @Test
    void theTierOfTheResponsePricesIt() {
        JsonNode attempt = attemptOf("flex");

        assertThat(attempt.path("tier").asString()).isEqualTo("flex");
        assertThat(attempt.path("costNanos").asLong()).isEqualTo(1_000 * 500 + 100 * 1_000);
        assertThat(attempt.path("priceList").asString()).isEqualTo(MODEL + "/" + FLEX_FROM);
    }

    @Test
    void aTierWithoutPricesCostsWhatTheStandardTierDoes() {
        JsonNode attempt = attemptOf("priority");

        assertThat(attempt.path("tier").asString()).isEqualTo("priority");
        assertThat(attempt.path("costNanos").asLong()).isEqualTo(1_000 * 1_000 + 100 * 2_000);
        assertThat(attempt.path("priceList").asString()).isEqualTo(MODEL + "/" + STANDARD_FROM);
    }

    @Test
    void theDefaultTierOfOpenAiIsStandard() {
        JsonNode attempt = attemptOf("default");

        assertThat(attempt.path("tier").asString()).isEqualTo("standard");
        assertThat(attempt.path("costNanos").asLong()).isEqualTo(1_000 * 1_000 + 100 * 2_000);
    }

    private static JsonNode attemptOf(String tier) {
        provider.reset();
        provider.when(Match.anyRequest()).reply(Reply.status(200).body("""
                {"id":"c","object":"chat.completion","model":"gpt-4o","service_tier":"%s","choices":[{"index":0,"message":{"role":"assistant","content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}}""".formatted(tier)));
        HttpResponse<String> response = chat();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        String id = response.headers().firstValue("x-request-id").orElseThrow();
        return admin.awaitCall(
                        "usage",
                        call -> call.body().path("requestId").asString().equals(id))
                .body()
                .path("attempts")
                .path(0);
    }

    private static HttpResponse<String> chat() {
        return ManagedGateway.chat(gateway, "kwy_one", TestGateway.chatBody("mine/gpt-4o", "m", false));
    }
}
