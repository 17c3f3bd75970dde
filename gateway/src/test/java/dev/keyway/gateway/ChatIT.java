package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChatIT {

    private static FakeProvider provider;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-one", "sk-two");
        gateway = TestGateway.openAi(provider.v1(), "sk-one", "sk-two");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @Test
    void answersAChatWithTheProvidersBytes() {
        HttpResponse<String> answer = gateway.chat("openai/gpt-4o", "m1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("m1");
        assertThat(answer.headers().firstValue("x-keyway-provider")).hasValue("openai");
        assertThat(answer.headers().firstValue("x-keyway-attempts")).hasValue("1");
        assertThat(provider.lastRequest().text()).contains("\"model\":\"gpt-4o\"");
    }

    @Test
    void streamsAChatToItsEnd() {
        HttpResponse<String> answer = gateway.chatStream("gpt-4o", "m2");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).endsWith("data: [DONE]\n\n").doesNotContain("\"choices\":[]");
        assertThat(provider.lastRequest().text()).contains("include_usage");
    }

    @Test
    void sendsNoTraceparentUpWhereThereAreNoTraces() {
        gateway.post(
                "/v1/chat/completions",
                TestGateway.chatBody("gpt-4o", "m3", false),
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        assertThat(provider.lastRequest().header("traceparent")).isNull();
    }

    @Test
    void refusesAStrangerInTheOpenAiDialect() {
        HttpResponse<String> answer = TestGateway.send(
                java.net.http.HttpRequest.newBuilder(gateway.origin().resolve("/v1/chat/completions"))
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"missing_token\"");
        assertThat(provider.requestCount()).isZero();
    }
}
