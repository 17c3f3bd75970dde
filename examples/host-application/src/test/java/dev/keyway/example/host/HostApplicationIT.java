package dev.keyway.example.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class HostApplicationIT {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static FakeProvider openAi;
    private static FakeProvider inventory;
    private static ConfigurableApplicationContext host;

    @BeforeAll
    static void start() {
        openAi = FakeProvider.start("key-one", "key-two");
        inventory = FakeProvider.start();
        host = run();
    }

    @AfterAll
    static void stop() {
        host.close();
        inventory.close();
        openAi.close();
    }

    @BeforeEach
    void forget() {
        openAi.reset();
        inventory.reset();
    }

    @Test
    void aHeaderThatTheHostAddsReachesTheProvider() throws Exception {
        HttpResponse<String> answer = chat("blue", "{\"model\":\"gpt-4o\",\"messages\":[]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        ReceivedRequest received = openAi.lastRequest();
        assertThat(received.header("x-cost-centre")).isEqualTo("research");
        assertThat(received.header("x-team")).isEqualTo("blue");
        assertThat(received.header("x-private")).isNull();
        assertThat(received.key()).isIn("key-one", "key-two");
    }

    @Test
    void theHostsLimiterRefusesBeforeAKeyIsUsed() throws Exception {
        String body = "{\"model\":\"gpt-4o\",\"messages\":[]}";
        for (int i = 0; i < 3; i++) {
            assertThat(chat("red", body).statusCode()).isEqualTo(200);
        }

        assertThat(chat("red", body).statusCode()).isEqualTo(429);
        assertThat(chat("green", body).statusCode()).isEqualTo(200);
        assertThat(openAi.requests()).hasSize(4);
    }

    @Test
    void theBodyIsMadeFitForTheModel() throws Exception {
        HttpResponse<String> answer = chat("white", "{\"model\":\"gpt-4o\",\"thinking\":{},\"messages\":[],\"n\":1.0}");

        assertThat(answer.headers().firstValue("x-keyway-dropped")).hasValue("thinking");
        assertThat(openAi.lastRequest().text()).doesNotContain("thinking").contains("\"n\":1.0");
    }

    @Test
    void theNextKeyServesWhereOneIsRevoked() throws Exception {
        openAi.when(Match.key("key-one")).reply(Reply.status(401).body("{}"));

        for (String team : new String[] {"a", "b", "c"}) {
            assertThat(chat(team, "{\"model\":\"gpt-4o-mini\",\"messages\":[]}").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aKeyIsInjectedWhereTheHostMakesTheCall() throws Exception {
        HttpResponse<String> answer = send(request("/ai/v1/models").GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(openAi.lastRequest().path()).isEqualTo("/v1/models");
        assertThat(openAi.lastRequest().key()).isIn("key-one", "key-two");
    }

    @Test
    void theHostsOtherRoutesAreLeftAlone() throws Exception {
        HttpResponse<String> answer = send(request("/v1/inventory/42").GET());

        assertThat(inventory.lastRequest().header("authorization")).isEqualTo("Bearer of-the-host");
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("x-keyway"));
    }

    @Test
    void keywaysOwnEndpointsAreNotThereUnlessAskedFor() throws Exception {
        assertThat(send(request("/v1/models").GET()).statusCode()).isEqualTo(404);
        assertThat(send(request("/v1/chat/completions").POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aFilterBehindCallProviderIsRefusedAtStart() {
        String route = "spring.cloud.gateway.server.webflux.routes[0].";

        assertThatThrownBy(() -> run(
                        route + "id=wrong",
                        route + "uri=http://localhost",
                        route + "predicates[0]=Path=/wrong",
                        route + "filters[0]=CallProvider=openai",
                        route + "filters[1]=AddResponseHeader=x-late, yes"))
                .hasMessageContainingAll(
                        "'wrong'", "CallProvider must be the last filter", "AddResponseHeader", "in front of");
    }

    private static ConfigurableApplicationContext run(String... properties) {
        return SpringApplication.run(
                HostApplication.class,
                Stream.concat(
                                Stream.of(
                                        "server.port=0",
                                        "OPENAI_URL=" + openAi.v1(),
                                        "OPENAI_KEY_1=key-one",
                                        "OPENAI_KEY_2=key-two",
                                        "INVENTORY_URL=" + inventory.origin()),
                                Arrays.stream(properties))
                        .map(property -> "--" + property)
                        .toArray(String[]::new));
    }

    private static HttpResponse<String> chat(String team, String body) throws IOException, InterruptedException {
        return send(request("/ai/chat/completions")
                .header("x-team", team)
                .header("x-private", "not for the provider")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String path) {
        URI origin = URI.create("http://127.0.0.1:" + host.getEnvironment().getProperty("local.server.port"));
        return HttpRequest.newBuilder(origin.resolve(path)).header("Authorization", "Bearer of-the-host");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
