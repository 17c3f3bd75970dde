package dev.keyway.filters.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.catalogue.provider.Protocol;
import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.catalogue.usage.UsageStyle;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DialectTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Dialect OPENAI = Dialect.of(ApiFamily.OPENAI);
    private static final Dialect ANTHROPIC = Dialect.of(ApiFamily.ANTHROPIC);
    private static final Dialect GEMINI = Dialect.of(ApiFamily.GEMINI);

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void openAiErrorsHaveAllFourMembers(ErrorCode code) {
        RenderedError rendered = OPENAI.render(GatewayError.of(code, "Say \"what\"\nto change"), "req-1");
        JsonNode body = JSON.readTree(rendered.body());

        assertThat(rendered.status()).isEqualTo(code.status());
        assertThat(body.propertyNames()).containsExactly("error");
        JsonNode error = body.path("error");
        assertThat(error.propertyNames()).containsExactly("message", "type", "param", "code");
        assertThat(error.path("message").asString()).isEqualTo("Say \"what\"\nto change");
        assertThat(error.path("type").asString()).isEqualTo(code.type());
        assertThat(error.path("param").isNull()).isTrue();
        assertThat(error.path("code").asString()).isEqualTo(code.code());
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void anthropicErrorsHaveAnthropicsShape(ErrorCode code) {
        RenderedError rendered = ANTHROPIC.render(GatewayError.of(code, "m"), "req-1");
        JsonNode body = JSON.readTree(rendered.body());

        assertThat(body.propertyNames()).containsExactly("type", "error", "request_id");
        assertThat(body.path("type").asString()).isEqualTo("error");
        assertThat(body.path("request_id").asString()).isEqualTo("req-1");
        assertThat(body.path("error").path("message").asString()).isEqualTo("m");
        assertThat(body.path("error").path("details").path("error_code").asString())
                .isEqualTo(code.code());
        assertThat(rendered.headers()).containsEntry("request-id", "req-1").containsEntry("x-request-id", "req-1");
    }

    @ParameterizedTest
    @CsvSource({
        "MISSING_TOKEN, 401, authentication_error",
        "INVALID_TOKEN, 401, authentication_error",
        "MODEL_NOT_ALLOWED, 403, permission_error",
        "MODEL_NOT_FOUND, 404, not_found_error",
        "OPERATION_NOT_SUPPORTED, 404, not_found_error",
        "INVALID_JSON, 400, invalid_request_error",
        "INVALID_REQUEST, 400, invalid_request_error",
        "TRANSLATION_NOT_SUPPORTED, 400, invalid_request_error",
        "REQUEST_TOO_LARGE, 413, request_too_large",
        "UNSUPPORTED_ENCODING, 415, invalid_request_error",
        "KEYS_BUSY, 429, rate_limit_error",
        "KEYS_COOLING, 429, rate_limit_error",
        "KEYS_UNAVAILABLE, 503, api_error",
        "GATEWAY_OVERLOADED, 529, overloaded_error",
        "ACCOUNTING_UNAVAILABLE, 503, api_error",
        "PROVIDER_TIMEOUT, 504, timeout_error",
        "PROVIDER_ERROR, 502, api_error",
        "INTERNAL_ERROR, 500, api_error"
    })
    void anthropicErrorsHaveAnthropicsTypes(ErrorCode code, int status, String type) {
        RenderedError rendered = ANTHROPIC.render(GatewayError.of(code, "m"), "req-1");

        assertThat(rendered.status()).isEqualTo(status);
        assertThat(JSON.readTree(rendered.body()).path("error").path("type").asString())
                .isEqualTo(type);
    }

    @Test
    void geminiErrorsHaveGooglesShape() {
        RenderedError rendered = GEMINI.render(GatewayError.of(ErrorCode.KEYS_COOLING, "m"), "req-1");
        JsonNode error = JSON.readTree(rendered.body()).path("error");

        assertThat(rendered.status()).isEqualTo(429);
        assertThat(error.path("code").asInt()).isEqualTo(429);
        assertThat(error.path("status").asString()).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(error.path("details").path(0).path("reason").asString()).isEqualTo("KEYS_COOLING");
    }

    @Test
    void geminiErrorsThatAreFinalHaveAStatusThatGooglesSdkDoesNotTryAgain() {
        RenderedError rendered =
                GEMINI.render(GatewayError.of(ErrorCode.KEYS_UNAVAILABLE, "m").doNotRetry(), "req-1");
        JsonNode error = JSON.readTree(rendered.body()).path("error");

        assertThat(rendered.status()).isEqualTo(529);
        assertThat(error.path("code").asInt()).isEqualTo(529);
        assertThat(error.path("status").asString()).isEqualTo("UNAVAILABLE");
    }

    @Test
    void cohereErrorsAreAMessageWithACode() {
        GatewayError error = GatewayError.of(ErrorCode.KEYS_COOLING, "m");
        Dialect cohere = Dialect.of(ApiFamily.COHERE);

        assertThat(new String(cohere.render(error, "req-1").body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"req-1\",\"message\":\"m\",\"code\":\"keys_cooling\"}");
        assertThat(new String(cohere.streamError(error, "req-1", 7), StandardCharsets.UTF_8))
                .isEqualTo("event: message-end\ndata: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"ERROR\","
                        + "\"error\":\"m\"}}\n\n");
    }

    @Test
    void keepsTheProvidersOwnCodeAndParameter() {
        GatewayError error = new GatewayError(
                400, "invalid_request_error", null, "m", "max_tokens", GatewayError.Origin.PROVIDER, null, null);
        RenderedError rendered = OPENAI.render(error, "r");
        JsonNode body = JSON.readTree(rendered.body()).path("error");

        assertThat(rendered.headers()).containsEntry("x-keyway-origin", "provider");
        assertThat(body.path("param").asString()).isEqualTo("max_tokens");
        assertThat(body.path("code").isNull()).isTrue();
        assertThat(JSON.readTree(ANTHROPIC.render(error, "r").body())
                        .path("error")
                        .propertyNames())
                .containsExactly("type", "message");
    }

    @Test
    void everyAnswerNamesItsTypeItsRequestAndItsOrigin() {
        for (ApiFamily family : ApiFamily.values()) {
            assertThat(Dialect.of(family)
                            .render(GatewayError.of(ErrorCode.INVALID_JSON, "m"), "req-1")
                            .headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("x-request-id", "req-1")
                    .containsEntry("x-keyway-origin", "gateway")
                    .doesNotContainKeys("retry-after", "retry-after-ms", "x-should-retry");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1000, 1, 1000", "1001, 2, 1001", "12400, 13, 12400", "0, 1, 1", "-5, 1, 1"})
    void roundsTheSecondsToWaitUp(long millis, String seconds, String exact) {
        GatewayError error = GatewayError.of(ErrorCode.KEYS_COOLING, "m").retryAfter(Duration.ofMillis(millis));

        assertThat(OPENAI.render(error, "r").headers())
                .containsEntry("retry-after", seconds)
                .containsEntry("retry-after-ms", exact)
                .doesNotContainKey("x-should-retry");
    }

    @Test
    void tellsSdksNotToTryAgainWhereThatIsPointless() {
        GatewayError error = GatewayError.of(ErrorCode.KEYS_UNAVAILABLE, "m");

        assertThat(OPENAI.render(error.doNotRetry(), "r").headers()).containsEntry("x-should-retry", "false");
        assertThat(OPENAI.render(error.retryAfter(Duration.ofSeconds(60)), "r").headers())
                .doesNotContainKey("x-should-retry");
        assertThat(OPENAI.render(error.retryAfter(Duration.ofSeconds(61)), "r").headers())
                .containsEntry("x-should-retry", "false")
                .containsEntry("retry-after", "61");
    }

    @Test
    void cutsALongMessageBetweenCharacters() {
        String message = "x".repeat(4095) + "😀".repeat(100);
        String cut = JSON.readTree(OPENAI.render(GatewayError.of(ErrorCode.PROVIDER_ERROR, message), "r")
                        .body())
                .path("error")
                .path("message")
                .asString();

        assertThat(cut).isEqualTo("x".repeat(4095) + "…");
    }

    @ParameterizedTest
    @CsvSource({"12000, 12s", "1500, 1.500s", "5, 0.005s", "0, 0.001s"})
    void tellsGooglesClientsWhenToComeBackInTheBodyToo(long millis, String delay) {
        GatewayError error = GatewayError.of(ErrorCode.KEYS_COOLING, "m").retryAfter(Duration.ofMillis(millis));

        assertThat(new String(GEMINI.render(error, "r").body(), StandardCharsets.UTF_8))
                .contains("\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\"")
                .endsWith(",{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"" + delay
                        + "\"}]}}");
    }

    @Test
    void anErrorInAStreamIsOneWholeEvent() {
        GatewayError error = GatewayError.of(ErrorCode.PROVIDER_ERROR, "line\none");

        String openAi = text(OPENAI.streamError(error, "r", 7));
        assertThat(openAi)
                .isEqualTo("data: {\"error\":{\"message\":\"line\\none\",\"type\":\"server_error\",\"param\":null,"
                        + "\"code\":\"provider_error\"}}\n\n");
        String anthropic = text(ANTHROPIC.streamError(error, "r", 7));
        assertThat(anthropic)
                .isEqualTo("event: error\n"
                        + "data: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"line\\n"
                        + "one\",\"details\":{\"error_code\":\"provider_error\"}},\"request_id\":\"r\"}\n\n");
        assertThat(text(GEMINI.streamError(error, "r", 7)))
                .startsWith("data: {\"error\":{\"code\":502,")
                .endsWith("}\r\n\r\n");
    }

    @Test
    void anErrorInAStreamOfResponsesIsNumberedAndSaidInBothForms() {
        Dialect responses = Dialect.of(new Protocol(ApiFamily.OPENAI, StreamStyle.RESPONSES, UsageStyle.INCLUSIVE));
        GatewayError error = GatewayError.of(ErrorCode.PROVIDER_ERROR, "m");

        assertThat(text(responses.streamError(error, "r", 7)))
                .isEqualTo("event: error\ndata: {\"type\":\"error\",\"sequence_number\":7,\"code\":\"provider_error\","
                        + "\"message\":\"m\",\"param\":null,\"error\":{\"message\":\"m\",\"type\":\"server_error\","
                        + "\"param\":null,\"code\":\"provider_error\"}}\n\n");
        assertThat(text(responses.render(error, "r").body()))
                .isEqualTo(text(OPENAI.render(error, "r").body()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
