package dev.keyway.filters.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.ErrorStyle;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiRecognitionTests {

    private static String error(int code, String status, String message, String details) {
        return "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\",\"details\":[%s]}}"
                .formatted(code, message, status, details);
    }

    private static String reason(String reason) {
        return "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"%s\"}".formatted(reason);
    }

    private static String violation(String quotaId, String value) {
        return "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaId\":\"%s\",\"quotaValue\":\"%s\"}]}"
                .formatted(quotaId, value);
    }

    private static String retryInfo(String delay) {
        return "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"%s\"}".formatted(delay);
    }

    @ParameterizedTest(name = "{0} {1} {3}: {2} is {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            400 | INVALID_ARGUMENT | API key not valid. | API_KEY_INVALID | AUTH
            400 | INVALID_ARGUMENT | API key expired. | API_KEY_EXPIRED | AUTH
            400 | INVALID_ARGUMENT | API key not valid. Please pass a valid API key. | - | AUTH
            400 | INVALID_ARGUMENT | Unknown name 'API key not valid' | - | BAD_REQUEST
            400 | INVALID_ARGUMENT | Cannot find field. | - | BAD_REQUEST
            400 | INVALID_ARGUMENT | The input token count (2000000) exceeds the maximum number of tokens allowed (1048576). | - | CONTEXT
            400 | FAILED_PRECONDITION | User location is not supported for the API use. | - | PERMISSION
            400 | FAILED_PRECONDITION | The File abc is not in an ACTIVE state. | - | BAD_REQUEST
            401 | UNAUTHENTICATED | m | - | AUTH
            402 | RESOURCE_EXHAUSTED | m | - | QUOTA_HARD
            403 | PERMISSION_DENIED | m | - | PERMISSION
            403 | PERMISSION_DENIED | m | SERVICE_DISABLED | PERMISSION
            403 | PERMISSION_DENIED | m | API_KEY_SERVICE_BLOCKED | AUTH
            403 | PERMISSION_DENIED | m | API_KEY_HTTP_REFERRER_BLOCKED | AUTH
            403 | PERMISSION_DENIED | Your API key was reported as leaked. | - | AUTH
            404 | NOT_FOUND | models/gemini-9 is not found | - | BAD_REQUEST
            429 | RESOURCE_EXHAUSTED | Resource has been exhausted (e.g. check quota). | - | RATE_SHORT
            499 | CANCELLED | m | - | SERVER
            500 | INTERNAL | m | - | SERVER
            503 | UNAVAILABLE | The model is overloaded. | - | OVERLOAD
            504 | DEADLINE_EXCEEDED | m | - | SERVER
            """)
    void recognisesInAnObjectAndInAnArray(
            int code, String status, String message, @Nullable String reason, FailureClass expected) {
        String body = error(code, status, message, reason == null ? "" : reason(reason));

        assertThat(Answers.gemini(code, body).kind()).isEqualTo(expected);
        assertThat(Answers.gemini(code, "[" + body + "]").kind()).isEqualTo(expected);
        assertThat(Answers.gemini(code, "[" + body + "]").message()).isEqualTo(message);
    }

    @Test
    void coolsAMinuteLimitForAsLongAsRetryInfoSays() {
        Failure failure = Answers.gemini(
                429,
                error(
                        429,
                        "RESOURCE_EXHAUSTED",
                        "m",
                        violation("GenerateRequestsPerMinutePerProjectPerModel-FreeTier", "15")
                                + ","
                                + retryInfo("34.074824224s")));

        assertThat(failure.kind()).isEqualTo(FailureClass.RATE_SHORT);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofMillis(34_075));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00:00Z, 2026-11-24T08:00:00Z",
        "2026-07-10T10:00:00Z, 2026-07-11T07:00:00Z",
        "2026-11-24T07:59:59Z, 2026-11-24T08:00:00Z",
        "2026-03-08T08:30:00Z, 2026-03-09T07:00:00Z",
        "2026-11-01T07:30:00Z, 2026-11-02T08:00:00Z"
    })
    void coolsADailyLimitUntilMidnightPacificWhateverRetryInfoSays(Instant now, Instant midnight) {
        String details = retryInfo("2s")
                + ","
                + violation("GenerateRequestsPerMinutePerProjectPerModel", "15")
                + ","
                + violation("GenerateRequestsPerDayPerProjectPerModel-FreeTier", "250");

        Failure failure = Answers.recognise(
                ErrorStyle.GEMINI, now, 429, error(429, "RESOURCE_EXHAUSTED", "retry in 2s", details));

        assertThat(failure.kind()).isEqualTo(FailureClass.RATE_DAY);
        assertThat(failure.until()).isEqualTo(midnight);
    }

    @Test
    void takesAQuotaOfNoughtAsAModelThatTheKeyMayNotUse() {
        String details = violation("GenerateRequestsPerDayPerProjectPerModel-FreeTier", "0");

        assertThat(Answers.gemini(429, error(429, "RESOURCE_EXHAUSTED", "limit: 0", details))
                        .kind())
                .isEqualTo(FailureClass.PERMISSION);
    }

    @Test
    void readsTheInteractionsApisTextCodes() {
        Failure failure = Answers.gemini(400, "{\"error\":{\"code\":\"invalid_request\",\"message\":\"m\"}}");

        assertThat(failure.kind()).isEqualTo(FailureClass.BAD_REQUEST);
        assertThat(failure.code()).isEqualTo("invalid_request");
    }
}
