package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Azure: keys that belong to different resources, each with deployments of its own. */
class AzureIT {

    private static final String CHAT =
            "{\"model\":\"azure/%s\",\"messages\":[{\"role\":\"user\",\"content\":\"model\"}]%s}";

    @Test
    void callsTheDeploymentOfTheKeysResourceByTheVersionedPath() throws IOException {
        try (AzureResource one = new AzureResource(200);
                AzureResource two = new AzureResource(200);
                TestGateway gateway = gateway(one, two)
                        .set("keyway.providers.azure.api-version", "2024-10-21")
                        .start()) {
            HttpResponse<String> only =
                    gateway.post("/v1/chat/completions", CHAT.formatted("gpt-5", ",\"max_tokens\":9"));
            gateway.post("/v1/chat/completions", CHAT.formatted("gpt-4.1", ",\"temperature\":1"));
            gateway.post("/v1/chat/completions", CHAT.formatted("gpt-4.1", ""));

            assertThat(only.statusCode()).isEqualTo(200);
            assertThat(only.headers().firstValue("x-keyway-model")).contains("gpt-5");
            assertThat(two.asked())
                    .first()
                    .isEqualTo(new Asked(
                            "/openai/deployments/second-5/chat/completions?api-version=2024-10-21",
                            "key-two",
                            "{\"model\":\"second-5\",\"messages\":[{\"role\":\"user\",\"content\":\"model\"}],"
                                    + "\"max_completion_tokens\":9}"));
            assertThat(List.of(
                            one.asked().getFirst().target(),
                            two.asked().getLast().target()))
                    .containsExactly(
                            "/openai/deployments/first-41/chat/completions?api-version=2024-10-21",
                            "/openai/deployments/second-41/chat/completions?api-version=2024-10-21");
        }
    }

    @Test
    void namesTheDeploymentInTheBodyWhereNoVersionIsSet() throws IOException {
        try (AzureResource one = new AzureResource(200);
                AzureResource two = new AzureResource(200);
                TestGateway gateway = gateway(one, two).start()) {
            gateway.post("/v1/chat/completions", CHAT.formatted("gpt-5", ""));

            assertThat(two.asked())
                    .containsExactly(new Asked(
                            "/openai/v1/chat/completions",
                            "key-two",
                            "{\"model\":\"second-5\",\"messages\":[{\"role\":\"user\",\"content\":\"model\"}]}"));
            assertThat(one.asked()).isEmpty();
        }
    }

    @Test
    void failsOverToTheDeploymentOfAnotherResourceUnderItsOwnName() throws IOException {
        try (AzureResource one = new AzureResource(429);
                AzureResource two = new AzureResource(200);
                TestGateway gateway = gateway(one, two).start()) {
            HttpResponse<String> answer = gateway.post("/v1/chat/completions", CHAT.formatted("gpt-4.1", ""));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-keyway-attempts")).contains("2");
            assertThat(one.asked().getFirst().body()).contains("\"model\":\"first-41\"");
            assertThat(two.asked().getFirst().body()).contains("\"model\":\"second-41\"");
        }
    }

    @Test
    void offersTheModelsThatAreDeployedAndNoOther() throws IOException {
        try (AzureResource one = new AzureResource(200);
                AzureResource two = new AzureResource(200);
                TestGateway gateway = gateway(one, two).start()) {
            assertThat(gateway.get("/v1/models").body())
                    .contains("\"azure/gpt-4.1\"", "\"azure/gpt-5\"")
                    .doesNotContain("first-41");
            assertThat(gateway.post("/v1/chat/completions", CHAT.formatted("o3", ""))
                            .body())
                    .contains("keys_unavailable");
            assertThat(one.asked()).isEmpty();
            assertThat(two.asked()).isEmpty();
        }
    }

    private static TestGateway.Builder gateway(AzureResource one, AzureResource two) {
        String keys = "keyway.providers.azure.keys";
        return TestGateway.builder()
                .provider("azure", one.address(), "key-one", "key-two")
                .set(keys + "[0].deployments[gpt-4.1]", "first-41")
                .set(keys + "[1].base-url", two.address() + "/openai/v1")
                .set(keys + "[1].deployments[gpt-4.1]", "second-41")
                .set(keys + "[1].deployments[gpt-5]", "second-5");
    }

    private record Asked(String target, String key, String body) {}

    /** Writes down what it is asked and answers always the same. */
    private static final class AzureResource implements AutoCloseable {

        private static final String ANSWER =
                "{\"id\":\"c\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                        + "\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";
        private static final String ERROR = "{\"error\":{\"code\":\"429\",\"message\":\"Try again in 60 seconds.\"}}";

        private final HttpServer server;
        private final List<Asked> asked = new CopyOnWriteArrayList<>();
        private final int status;

        AzureResource(int status) throws IOException {
            this.status = status;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        List<Asked> asked() {
            return asked;
        }

        private void answer(HttpExchange exchange) throws IOException {
            byte[] body = exchange.getRequestBody().readAllBytes();
            asked.add(new Asked(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("api-key"),
                    new String(body, StandardCharsets.UTF_8)));
            byte[] answer = (status == 200 ? ANSWER : ERROR).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
