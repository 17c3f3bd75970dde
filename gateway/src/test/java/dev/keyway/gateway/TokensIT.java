package dev.keyway.gateway;

import static dev.keyway.gateway.CallersBed.SEARCH;
import static dev.keyway.gateway.CallersBed.caller;
import static dev.keyway.gateway.CallersBed.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.Alias;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.Team;
import dev.keyway.filters.model.TokenDigest;
import dev.keyway.filters.model.TokenSecret;
import dev.keyway.testkit.raw.RawAnswer;
import dev.keyway.testkit.raw.RawClient;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a proxy token may do, on every way in. */
class TokensIT {

    private static final String CHAT = "/v1/chat/completions";

    private static CallersBed bed;

    @BeforeAll
    static void start() {
        bed = CallersBed.start(builder -> builder.set("keyway.trusted-proxies", "127.0.0.0/8"));
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    @BeforeEach
    void forget() {
        bed.reset();
    }

    @Test
    void refusesExpiredBlockedAndRevokedTokensWithoutACall() {
        Instant past = Instant.now().minusSeconds(1);
        Team blocked = new Team("b", "canary-name", CallersBed.ACME, true, Policy.NONE);
        Caller revoked = caller("revoked");
        bed.put(
                new Caller("id-old", "old", SEARCH, secrets("old", null), past, false, Policy.NONE),
                new Caller("id-grace", "grace", SEARCH, secrets("grace", past), null, false, Policy.NONE),
                new Caller("id-stopped", "stopped", SEARCH, secrets("stopped", null), null, true, Policy.NONE),
                caller("stopped-team", blocked, Policy.NONE),
                revoked,
                caller("good"));
        bed.revoke(revoked);

        assertThat(refusal(chat("old"))).isEqualTo("401 expired_token");
        assertThat(refusal(chat("grace"))).isEqualTo("401 expired_token");
        assertThat(refusal(chat("stopped"))).isEqualTo("401 blocked_token");
        HttpResponse<String> ofTeam = chat("stopped-team");
        assertThat(refusal(ofTeam)).isEqualTo("401 blocked_token");
        assertThat(ofTeam.body()).contains("team").doesNotContain("canary-name");
        assertThat(refusal(chat("revoked"))).isEqualTo("401 revoked_token");
        assertThat(refusal(chat("nobody"))).isEqualTo("401 invalid_token");
        assertThat(get("/v1/models", "revoked").body()).contains("revoked_token");
        assertThat(bed.provider().requests()).isEmpty();

        assertThat(chat("good").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages, anthropic/claude-sonnet-4-5, '\"error_code\":\"expired_token\"'",
        "/anthropic/v1/messages, claude-sonnet-4-5, '\"error_code\":\"expired_token\"'",
        "/v1/chat/completions, openai/gpt-4o, '\"code\":\"expired_token\"'"
    })
    void refusesInTheDialectOfThePath(String path, String model, String spelt) {
        Instant past = Instant.now().minusSeconds(1);
        bed.put(new Caller("id-old", "old", SEARCH, secrets("old", null), past, false, Policy.NONE));

        HttpResponse<String> answer = post(path, "old", TestGateway.chatBody(model, "x", false));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains(spelt);
    }

    @Test
    void takesTheAddressFromTrustedProxies() {
        bed.put(caller("inside", SEARCH, Policy.ofAddresses("10.0.0.0/8")));

        assertThat(refusal(chat("inside"))).isEqualTo("403 address_not_allowed");
        assertThat(chat("inside", "X-Forwarded-For", "10.1.2.3").statusCode()).isEqualTo(200);
        assertThat(refusal(chat("inside", "X-Forwarded-For", "10.1.2.3, 192.0.2.1")))
                .as("who is not trusted may say anything")
                .isEqualTo("403 address_not_allowed");
    }

    @ParameterizedTest
    @CsvSource({
        CHAT + ", openai/gpt-4o, 200",
        CHAT + ", openai/o3, 403",
        CHAT + ", gpt-4o, 403",
        CHAT + ", house, 200",
        CHAT + ", other, 403",
        "/openai/v1/chat/completions, gpt-4o, 200",
        "/openai/v1/chat/completions, openai/gpt-4o, 200",
        "/openai/v1/chat/completions, o3, 403",
        "/openai/v1/chat/completions, house, 403"
    })
    void allowsModelsByTheNameAsAskedAndAnAliasItsTargets(String path, String model, int status) {
        bed.put(caller("limited", SEARCH, Policy.ofModels("openai/gpt-*", "house")));
        bed.push(bed.model()
                .withAliases(List.of(
                        new Alias("house", List.of(new Alias.Target("openai", "o3"))),
                        new Alias("other", List.of(new Alias.Target("openai", "gpt-4o"))))));

        HttpResponse<String> answer = post(path, "limited", TestGateway.chatBody(model, "x", false));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 403) {
            assertThat(refusal(answer)).isEqualTo("403 model_not_allowed");
            assertThat(bed.provider().requests(request -> request.path().contains("chat")))
                    .isEmpty();
        }
    }

    @Test
    void estimatesCostsOfAllowedModelsOnly() {
        bed.put(caller("limited", SEARCH, Policy.ofModels("openai/gpt-*")));
        String question = "{\"model\":\"openai/%s\",\"prompt_tokens\":1,\"completion_tokens\":1}";

        assertThat(post("/v1/cost-estimate", "limited", question.formatted("gpt-4o"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(refusal(post("/v1/cost-estimate", "limited", question.formatted("o3"))))
                .isEqualTo("403 model_not_allowed");
    }

    @Test
    void listsOnlyWhatTheTokenMayCall() {
        bed.put(caller("limited", SEARCH, Policy.ofModels("openai/gpt-4o", "house")), caller("all"));
        bed.push(bed.model()
                .withAliases(List.of(
                        new Alias("house", List.of(new Alias.Target("openai", "o3"))),
                        new Alias("other", List.of(new Alias.Target("openai", "gpt-4o"))))));

        assertThat(get("/v1/models", "all").body()).contains("\"openai/gpt-4o-mini\"", "\"house\"", "\"other\"");
        String limited = get("/v1/models", "limited").body();
        assertThat(limited).contains("\"openai/gpt-4o\"", "\"house\"").doesNotContain("gpt-4o-mini", "other");
        assertThat(get("/v1/models", "limited", "anthropic-version", "2023-06-01")
                        .body())
                .contains("\"openai/gpt-4o\"", "\"house\"")
                .doesNotContain("gpt-4o-mini", "other");
        assertThat(get("/openai/v1/models", "limited").body())
                .contains("\"gpt-4o\"")
                .doesNotContain("gpt-4o-mini");
        assertThat(get("/v1/providers", "limited").body())
                .contains("\"gpt-4o\"")
                .doesNotContain("gpt-4o-mini");
        assertThat(get("/v1/models/openai/gpt-4o", "limited").statusCode()).isEqualTo(200);
        assertThat(get("/v1/models/openai%2Fgpt-4o-mini", "limited").statusCode())
                .isEqualTo(404);
        assertThat(get("/v1/models/other", "limited").statusCode()).isEqualTo(404);
        assertThat(get("/openai/v1/models/gpt-4o-mini", "limited").statusCode()).isEqualTo(403);
    }

    @Test
    void listsAModelUnderTheNameThatTheTokenMayAskFor() {
        bed.providers(bed.provider("openai"));
        bed.put(caller("bare", SEARCH, Policy.ofModels("gpt-4o")));

        assertThat(get("/v1/models", "bare").body())
                .contains("\"id\":\"gpt-4o\"")
                .doesNotContain("openai/gpt-4o");
        assertThat(post(CHAT, "bare", TestGateway.chatBody("gpt-4o", "x", false))
                        .statusCode())
                .isEqualTo(200);
        bed.providers(bed.provider("openai"), bed.provider("anthropic"));
    }

    @Test
    void showsATokenWhatItIs() {
        Team team = new Team("m", "search", CallersBed.ACME, false, Policy.ofAddresses("127.0.0.0/8"));
        Instant expiry = Instant.parse("2099-01-01T00:00:00Z");
        bed.put(
                new Caller("id-a", "a", team, secrets("a", null), expiry, false, Policy.ofModels("openai/*")),
                caller("canary", CallersBed.team("canary-team", CallersBed.ACME), Policy.NONE));

        assertThat(get("/v1/key", "a").body()).isEqualTo("""
                {"name":"a","team":"search","tenant":"Acme","expires_at":"2099-01-01T00:00:00Z",\
                "allowed_models":{"token":["openai/*"],"team":null,"tenant":null},\
                "allowed_addresses":{"token":null,"team":["127.0.0.0/8"],"tenant":null},"limits":[],"budgets":[]}""");
        assertThat(get("/v1/key", "nobody").statusCode()).isEqualTo(401);
    }

    @Test
    void takesTagsThatTheTenantListsAndSendsThemNowhere() {
        bed.put(caller("tagged"));

        assertThat(chat("tagged", "x-keyway-tags", "feature=search").statusCode())
                .isEqualTo(200);
        assertThat(bed.provider().lastRequest().headers("x-keyway-tags")).isEmpty();
        HttpResponse<String> refused = chat("tagged", "x-keyway-tags", "feature=search,customer=7");
        assertThat(refusal(refused)).isEqualTo("400 invalid_request");
        assertThat(refused.body()).contains("'customer'");
        assertThat(bed.provider().requests()).hasSize(1);
    }

    @Test
    void answersBadTokensWithoutReadingTheirBodies() throws IOException {
        for (String path : List.of(CHAT, "/openai/v1/chat/completions", "/v1/token-count")) {
            try (RawClient client = RawClient.connect(bed.gateway().origin())) {
                client.post(path, "no-token-of-anybody", "{", 1_000_000);

                RawAnswer answer = client.readAnswer();

                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.body()).contains("invalid_token");
            }
        }
        Calm.watch(bed.gateway()).holdsNothing();
    }

    private static List<TokenSecret> secrets(String name, @Nullable Instant until) {
        return List.of(new TokenSecret(TokenDigest.of(Secret.of(token(name))), until));
    }

    private static String refusal(HttpResponse<String> answer) {
        return answer.statusCode() + " "
                + Answers.json(answer.body()).at("/error/code").asString();
    }

    private static HttpResponse<String> chat(String name, String... headers) {
        return post(CHAT, name, TestGateway.chatBody("openai/gpt-4o", "x", false), headers);
    }

    private static HttpResponse<String> post(String path, String name, String body, String... headers) {
        return TestGateway.send(request(path, name, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> get(String path, String name, String... headers) {
        return TestGateway.send(request(path, name, headers).GET());
    }

    private static HttpRequest.Builder request(String path, String name, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        bed.gateway().origin().resolve(path))
                .header("Authorization", "Bearer " + token(name))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }
}
