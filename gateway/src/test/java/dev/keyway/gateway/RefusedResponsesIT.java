package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code /v1/responses} and what is stored there refuse, without a call to a provider. */
class RefusedResponsesIT {

    private static FakeProvider provider;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-a", "sk-b", "sk-c");
        gateway = TestGateway.openAi(provider.v1(), "sk-a", "sk-b", "sk-c");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forgetCalls() {
        provider.reset();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"previous_response_id\":\"resp_unknown\"|stateful_reference|previous_response_id",
                "\"conversation\":\"conv_1\"|stateful_reference|conversation",
                "\"prompt\":{\"id\":\"pmpt_1\"}|stateful_reference|prompt",
                "\"tools\":[{\"type\":\"file_search\",\"vector_store_ids\":[\"vs\"]}]|stateful_reference|vector_store_ids",
                "\"background\":true|invalid_request|background"
            })
    void refusesWhatBelongsToOneAccountWithoutACall(String member, String code, String param) {
        HttpResponse<String> refused =
                gateway.post("/v1/responses", "{\"model\":\"openai/gpt-4o\",\"input\":\"echo:x\"," + member + "}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Answers.json(refused.body()).at("/error/code").asString()).isEqualTo(code);
        assertThat(Answers.json(refused.body()).at("/error/param").asString()).isEqualTo(param);
        assertThat(Traffic.calls(provider)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/responses/resp_1", "/v1/responses/resp_1/input_items", "/v1/files", "/v1/batches/b"})
    void saysWhyStoredThingsCannotBeFetched(String path) {
        HttpResponse<String> refused = gateway.get(path);

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(Answers.json(refused.body()).at("/error/code").asString()).isEqualTo("operation_not_supported");
        assertThat(Answers.json(refused.body()).at("/error/message").asString()).contains("stores");
        assertThat(Traffic.calls(provider)).isEmpty();
    }
}
