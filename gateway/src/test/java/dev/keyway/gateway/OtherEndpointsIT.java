package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Moderations, rerankings, Anthropic's counting of tokens, and the estimate of a cost. */
class OtherEndpointsIT {

    private static FakeProvider provider;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-a", "sk-b");
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-a", "sk-b")
                .provider("anthropic", provider.v1(), "sk-a", "sk-b")
                .provider("local", provider.v1(), "sk-a")
                .set("keyway.pass-through", true)
                .with(Records.Kept.class)
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
        Records.of(gateway).forget();
    }

    @Test
    void moderatesForNothing() {
        HttpResponse<String> answer = gateway.post(
                "/v1/moderations", "{\"model\":\"openai/omni-moderation-latest\",\"input\":[\"a\",\"b\"]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Answers.json(answer.body()).path("results")).hasSize(2);
        RequestRecord record = Records.of(gateway).awaitFor("omni-moderation-latest");
        assertThat(record.usage().promptTokens()).isZero();
        assertThat(record.estimated()).isFalse();
        assertThat(record.cost().unpriced()).isFalse();
        assertThat(record.cost().amount().nanos()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"/v1/responses/compact, openai/", "/openai/v1/responses/compact, ''"})
    void compactsAConversationAndBooksWhatWasUsed(String path, String prefix) {
        String compacted = """
            {"id":"resp_1","object":"response.compaction","created_at":1764967971,"output":[{"id":"msg_0","type":"message",\
            "status":"completed","role":"user","content":[{"type":"input_text","text":"hi"}]},{"id":"cmp_1",\
            "type":"compaction","encrypted_content":"gAAAAA"}],"usage":{"input_tokens":139,"output_tokens":438,\
            "total_tokens":577,"output_tokens_details":{"reasoning_tokens":64}}}\
            """;
        provider.when(Match.path("/v1/responses/compact"))
                .reply(Reply.status(200).body(compacted));
        String model = "gpt-compact-" + prefix.length();

        HttpResponse<String> answer = gateway.post(
                path, "{\"model\":\"" + prefix + model + "\",\"input\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(compacted);
        assertThat(provider.lastRequest().path()).isEqualTo("/v1/responses/compact");
        RequestRecord record = Records.of(gateway).awaitFor(model);
        assertThat(record.usage().promptTokens()).isEqualTo(139);
        assertThat(record.usage().output()).isEqualTo(438);
        assertThat(record.estimated()).isFalse();
    }

    @Test
    void reranksAndBooksTheSearch() {
        HttpResponse<String> answer = gateway.post(
                "/v1/rerank",
                "{\"model\":\"local/rerank-v3.5\",\"query\":\"q\",\"documents\":[\"a\",\"b\",\"c\"],\"top_n\":2}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Answers.json(answer.body()).path("results")).hasSize(3);
        assertThat(provider.lastRequest().text())
                .isEqualTo("{\"model\":\"rerank-v3.5\",\"query\":\"q\",\"documents\":[\"a\",\"b\",\"c\"],\"top_n\":2}");
        RequestRecord record = Records.of(gateway).awaitFor("rerank-v3.5");
        assertThat(record.usage()).isEqualTo(Usage.of(Map.of(Unit.SEARCH_UNIT, 1L)));
        assertThat(record.usage().promptTokens()).isZero();
        assertThat(record.estimated()).isFalse();
        assertThat(record.cost().unpriced()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/moderations,openai/moderation-x",
        "/v1/rerank,local/rerank-x",
        "/v1/messages/count_tokens,anthropic/claude-x"
    })
    void failsOverAndAnswersErrorsInTheDialectOfThePath(String path, String model) {
        String body = "{\"model\":\"" + model + "\",\"input\":\"x\",\"messages\":[]}";
        provider.when(Match.path(path)).times(1).reply(Reply.status(500));
        assertThat(gateway.post(path, body).statusCode()).isEqualTo(200);

        boolean anthropic = path.contains("messages");
        provider.when(Match.path(path))
                .reply(
                        anthropic
                                ? Errors.anthropic().badRequest()
                                : Errors.openAi().unsupportedParameter("x"));
        HttpResponse<String> refused = gateway.post(path, body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Answers.json(refused.body()).has("type")).isEqualTo(anthropic);
        assertThat(Answers.json(refused.body()).at("/error/type").asString()).isEqualTo("invalid_request_error");
    }

    @Test
    void countsTokensOfAnthropicAndBooksNone() {
        HttpResponse<String> answer = gateway.post(
                "/v1/messages/count_tokens",
                "{\"model\":\"anthropic/claude-count\",\"messages\":[{\"role\":\"user\",\"content\":\"one two\"}]}",
                "anthropic-version",
                "2023-06-01");

        assertThat(answer.body()).isEqualTo("{\"input_tokens\":2}");
        assertThat(provider.lastRequest().path()).isEqualTo("/v1/messages/count_tokens");
        assertThat(provider.lastRequest().header("x-api-key")).startsWith("sk-");
        RequestRecord record = Records.of(gateway).awaitFor("claude-count");
        assertThat(record.usage().promptTokens()).isZero();
        assertThat(record.estimated()).isFalse();
        assertThat(record.cost().unpriced()).isFalse();
        assertThat(record.cost().amount().nanos()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages,openai/gpt-4o",
        "/v1/messages/count_tokens,openai/gpt-4o",
        "/v1/responses,anthropic/claude-sonnet-4-5",
        "/v1/rerank,anthropic/claude-sonnet-4-5"
    })
    void saysThatNothingIsTranslated(String path, String model) {
        HttpResponse<String> answer = gateway.post(path, "{\"model\":\"" + model + "\",\"messages\":[]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("translation_not_supported", "not translated between dialects");
        assertThat(provider.requestCount()).isZero();
    }

    @Test
    void estimatesACostFromTheListPrice() {
        JsonNode estimate = estimate("""
                {"model":"openai/gpt-4o","prompt_tokens":1000,"completion_tokens":100,"cache_read_tokens":400}""");

        assertThat(estimate.path("model").asString()).isEqualTo("openai/gpt-4o");
        assertThat(estimate.path("cost").decimalValue()).isEqualByComparingTo("0.003");
        assertThat(estimate.path("currency").asString()).isEqualTo("USD");
        assertThat(estimate.at("/pricing/input_per_million").decimalValue()).isEqualByComparingTo("2.5");
        assertThat(estimate.at("/pricing/cache_read_per_million").decimalValue())
                .isEqualByComparingTo("1.25");
        assertThat(estimate.at("/pricing/output_per_million").decimalValue()).isEqualByComparingTo("10");
        assertThat(estimate.path("source").asString()).startsWith("price list ");
        assertThat(estimate.path("unpriced").asBoolean()).isFalse();
    }

    @Test
    void saysThatAModelHasNoPrice() {
        JsonNode estimate = estimate("{\"model\":\"local/unheard-of\",\"prompt_tokens\":1,\"completion_tokens\":1}");

        assertThat(estimate.path("model").asString()).isEqualTo("local/unheard-of");
        assertThat(estimate.path("cost").isNull()).isTrue();
        assertThat(estimate.path("pricing").isNull()).isTrue();
        assertThat(estimate.path("unpriced").asBoolean()).isTrue();
        assertThat(provider.requestCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt_tokens\":1,\"completion_tokens\":1}|model",
                "{\"model\":7,\"prompt_tokens\":1,\"completion_tokens\":1}|model",
                "{\"model\":\"openai/gpt-4o\",\"completion_tokens\":1}|prompt_tokens",
                "{\"model\":\"openai/gpt-4o\",\"prompt_tokens\":-1,\"completion_tokens\":1}|prompt_tokens",
                "{\"model\":\"openai/gpt-4o\",\"prompt_tokens\":1.5,\"completion_tokens\":1}|prompt_tokens",
                "{\"model\":\"openai/gpt-4o\",\"prompt_tokens\":1,\"completion_tokens\":\"1\"}|completion_tokens",
                "{\"model\":\"openai/gpt-4o\",\"prompt_tokens\":1,\"completion_tokens\":1,\"cache_read_tokens\":null}|cache_read_tokens",
                "{\"model\":\"openai/gpt-4o\",\"prompt_tokens\":1,\"completion_tokens\":1,\"cache_read_tokens\":2}|prompt_tokens"
            })
    void namesWhatIsWrongInAQuestionForACost(String body, String param) {
        HttpResponse<String> answer = gateway.post("/v1/cost-estimate", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Answers.json(answer.body()).at("/error/param").asString()).isEqualTo(param);
    }

    private static JsonNode estimate(String body) {
        HttpResponse<String> answer = gateway.post("/v1/cost-estimate", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Answers.json(answer.body());
    }
}
