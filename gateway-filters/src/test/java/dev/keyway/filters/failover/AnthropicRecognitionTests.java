package dev.keyway.filters.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicRecognitionTests {

    @ParameterizedTest(name = "{0} {1}: {2} is {3}")
    @CsvSource(delimiter = '|', textBlock = """
            400 | invalid_request_error | max_tokens: field required | BAD_REQUEST
            400 | invalid_request_error | prompt is too long: 210000 tokens > 200000 maximum | CONTEXT
            400 | invalid_request_error | input length and `max_tokens` exceed context limit | CONTEXT
            400 | invalid_request_error | Your credit balance is too low to access the API | QUOTA_HARD
            400 | invalid_request_error | You have reached your specified API usage limits. | QUOTA_HARD
            400 | invalid_request_error | messages: 'Your credit balance is too low' is no role | BAD_REQUEST
            400 | invalid_request_error | Output blocked by content filtering policy | FILTER
            401 | authentication_error | invalid x-api-key | AUTH
            402 | billing_error | m | QUOTA_HARD
            403 | permission_error | m | PERMISSION
            404 | not_found_error | model: claude-9 | BAD_REQUEST
            409 | conflict_error | m | BAD_REQUEST
            413 | request_too_large | m | BAD_REQUEST
            429 | rate_limit_error | m | RATE_SHORT
            500 | api_error | m | SERVER
            504 | timeout_error | m | SERVER
            529 | overloaded_error | Overloaded | OVERLOAD
            500 | overloaded_error | Overloaded | OVERLOAD
            """)
    void recognises(int status, String type, String message, FailureClass expected) {
        String body = "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"},\"request_id\":\"req_01\"}"
                .formatted(type, message);

        Failure failure = Answers.anthropic(status, body);

        assertThat(failure.kind()).isEqualTo(expected);
        assertThat(failure.type()).isEqualTo(type);
        assertThat(failure.message()).isEqualTo(message);
    }

    @Test
    void takesAnHtmlPageOfTheEdgeByItsStatus() {
        Failure failure = Answers.anthropic(413, "<html>413 Request Entity Too Large</html>");

        assertThat(failure.kind()).isEqualTo(FailureClass.BAD_REQUEST);
        assertThat(failure.message()).isEqualTo("The provider answered with status 413 and no message.");
    }

    @Test
    void knowsWhenAMonthlySpendLimitEnds() {
        Failure failure = Answers.anthropic(429, """
                {"type":"error","error":{"type":"rate_limit_error","message":"m",
                 "details":{"error_code":"enforced_spend_limit_reached"}}}""");

        assertThat(failure.kind()).isEqualTo(FailureClass.QUOTA_HARD);
        assertThat(failure.until()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
    }

    @Test
    void readsTheStatedEndOfAWorkspacesSpendLimit() {
        Failure failure = Answers.anthropic(400, """
                {"type":"error","error":{"type":"invalid_request_error","message":
                 "You have reached your specified workspace API usage limits. You will regain access on 2026-12-01 at 00:00 UTC."}}
                """);

        assertThat(failure.kind()).isEqualTo(FailureClass.QUOTA_HARD);
        assertThat(failure.until()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
    }

    @Test
    void readsRetryAfter() {
        assertThat(Answers.anthropic(429, "{}", "retry-after", "17").retryAfter())
                .isEqualTo(Duration.ofSeconds(17));
    }
}
