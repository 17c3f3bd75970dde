package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.script.Match;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints that the gateway answers itself, and the paths that it does not have. */
class EndpointsIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static FakeProvider openAi;
    private static FakeProvider mine;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        openAi = FakeProvider.start("sk-one-c4n4ry", "sk-two-c4n4ry");
        mine = FakeProvider.start("sk-mine-c4n4ry");
        gateway = TestGateway.builder()
                .provider("openai", openAi.v1(), "sk-one-c4n4ry", "sk-two-c4n4ry")
                .provider("mine", mine.v1(), "sk-mine-c4n4ry")
                .provider("dead", nobody(), "sk-dead-c4n4ry")
                .set("keyway.providers.openai.ignore-models[0]", "*-mini")
                .set("keyway.providers.mine.whitelist-models[0]", "org/*")
                .set("keyway.providers.mine.models[0]", "org/some/model")
                .set("keyway.providers.dead.models[0]", "known-by-name")
                .with(HostConfiguration.class)
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        openAi.close();
        mine.close();
    }

    @Test
    void listsTheModelsOfAllProvidersWithOneCallEach() {
        List<HttpResponse<String>> answers =
                Stream.generate(() -> gateway.get("/v1/models")).limit(5).toList();

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
        JsonNode list = JSON.readTree(answers.getFirst().body());
        assertThat(list.path("object").asString()).isEqualTo("list");
        assertThat(list.path("data").valueStream().map(model -> model.path("id").asString()))
                .containsExactlyInAnyOrder(
                        "openai/gpt-4o", "openai/text-embedding-3-small", "mine/org/some/model", "dead/known-by-name");
        JsonNode gpt = JSON.readTree(gateway.get("/v1/models/openai/gpt-4o").body());
        assertThat(gpt.toString())
                .isEqualTo(
                        "{\"id\":\"openai/gpt-4o\",\"object\":\"model\",\"created\":1700000000,\"owned_by\":\"openai\"}");
        assertThat(openAi.requests(Match.path("/v1/models"))).hasSize(1);
        assertThat(mine.requests(Match.path("/v1/models"))).hasSize(1);
    }

    @Test
    void forwardsEachLineOfAHeaderThatChangesWhatTheApiMeans() {
        gateway.post(
                "/v1/chat/completions",
                TestGateway.chatBody("openai/gpt-4o", "e1", false),
                "openai-beta",
                "one=v1",
                "openai-beta",
                "two=v2",
                "x-of-no-concern",
                "stays");

        ReceivedRequest received = openAi.lastRequest();
        assertThat(received.headers("openai-beta")).containsExactly("one=v1", "two=v2");
        assertThat(received.headers("x-of-no-concern")).isEmpty();
    }

    @Test
    void listsModelsInAnthropicsShapeToAnthropicsClients() {
        JsonNode list = JSON.readTree(
                gateway.get("/v1/models", "anthropic-version", "2023-06-01").body());

        assertThat(list.propertyNames()).containsExactlyInAnyOrder("data", "has_more", "first_id", "last_id");
        JsonNode first = list.path("data").path(0);
        assertThat(first.propertyNames()).containsExactlyInAnyOrder("type", "id", "display_name", "created_at");
        assertThat(list.path("first_id").asString()).isEqualTo(first.path("id").asString());
        HttpResponse<String> unknown = gateway.get("/v1/models/none", "anthropic-version", "2023-06-01");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("\"type\":\"not_found_error\"", "model_not_found");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models/mine/org/some/model, mine/org/some/model",
        "/v1/models/org/some/model, mine/org/some/model",
        "/v1/models/mine%2Forg%2Fsome%2Fmodel, mine/org/some/model",
        "/v1/models/openai%2Fgpt-4o, openai/gpt-4o",
        "/v1/models/gpt-4o, openai/gpt-4o"
    })
    void findsAModelHoweverItsSlashesAreSpelt(String path, String id) {
        HttpResponse<String> answer = gateway.get(path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("id").asString()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({"/v1/models/openai/gpt-4o-mini", "/v1/models/made-up", "/v1/models/openai/"})
    void knowsNoModelThatIsNotOffered(String path) {
        HttpResponse<String> answer = gateway.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"model_not_found\"");
    }

    @Test
    void saysWhoIsConfiguredAndHowTheirKeysAreButNeverTheKeys() {
        String body = gateway.get("/v1/providers").body();

        JsonNode answer = JSON.readTree(body);
        assertThat(answer.propertyNames()).containsExactly("data");
        assertThat(answer.path("data").valueStream().map(JsonNode::toString)).containsExactlyInAnyOrder("""
                        {"id":"dead","models":["known-by-name"],"keys":{"ready":1,"cooling":0,"locked":0,"in_flight":0}}""", """
                        {"id":"mine","models":["org/some/model"],"keys":{"ready":1,"cooling":0,"locked":0,"in_flight":0}}""", """
                        {"id":"openai","models":["gpt-4o","text-embedding-3-small"],"keys":{"ready":2,"cooling":0,"locked":0,"in_flight":0}}""");
        assertThat(body).doesNotContain("c4n4ry");
    }

    @Test
    void countsTokens() {
        HttpResponse<String> answer =
                gateway.post("/v1/token-count", "{\"model\":\"openai/gpt-4o\",\"text\":\"hello world\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()))
                .isEqualTo(JSON.readTree("{\"token_count\":2,\"estimated\":false,\"method\":\"o200k_base\"}"));
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        HttpResponse<String> wrong = gateway.post("/v1/token-count", "{\"model\":\"gpt-4o\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("\"code\":\"invalid_request\"");
        assertThat(gateway.post("/v1/token-count", "{").body()).contains("\"code\":\"invalid_json\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/chat/completions",
        "PUT, /v1/chat/completions",
        "DELETE, /v1/messages",
        "POST, /v1/files",
        "GET, /v1/unknown",
        "POST, /v1/models",
        "GET, /v1/token-count",
        "POST, /v1/chat/completions/more",
        "DELETE, /v1/models/openai/gpt-4o"
    })
    void saysThatItHasNoSuchEndpoint(String method, String path) {
        HttpResponse<String> answer = TestGateway.send(gateway.request(path)
                .method(
                        method,
                        HttpRequest.BodyPublishers.ofString(TestGateway.chatBody("openai/gpt-4o", "m", false))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(answer.body()).contains("operation_not_supported");
        assertThat(answer.headers().firstValue("x-keyway-origin")).hasValue("gateway");
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    }

    @Test
    void asksForTheTokenBeforeItTellsWhichPathsThereAre() {
        HttpResponse<String> answer =
                TestGateway.send(HttpRequest.newBuilder(gateway.origin().resolve("/v1/unknown")));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAnotherDialectThanTheProviders() {
        HttpResponse<String> answer = gateway.post("/v1/messages", TestGateway.chatBody("openai/gpt-4o", "m", false));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"type\":\"error\"", "translation_not_supported", "openai");
    }

    @Test
    void leavesAHostsOwnPathsAlone() {
        HttpResponse<String> answer =
                TestGateway.send(HttpRequest.newBuilder(gateway.origin().resolve("/host")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("the host's");
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("x-"));
        HttpResponse<String> unknown =
                TestGateway.send(HttpRequest.newBuilder(gateway.origin().resolve("/nowhere")));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().map().keySet()).noneMatch(name -> name.startsWith("x-"));
    }

    private static URI nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + free.getLocalPort() + "/v1");
        }
    }

    /** What a host application has of its own. */
    @Configuration(proxyBeanMethods = false)
    static class HostConfiguration {

        @Bean
        RouterFunction<ServerResponse> hostRoute() {
            return RouterFunctions.route()
                    .GET("/host", request -> ServerResponse.ok().bodyValue("the host's"))
                    .build();
        }
    }
}
