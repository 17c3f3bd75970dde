package dev.keyway.filters.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.ErrorStyle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors that come as events of a stream whose status was 200. */
class StreamErrorTests {

    @ParameterizedTest(name = "{0} {1} is {2}, as if {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            OPENAI | {"error":{"message":"m","type":"server_error","param":null,"code":null}} | SERVER | 500
            OPENAI | {"type":"error","sequence_number":2,"error":{"type":"insufficient_quota","code":"insufficient_quota","message":"m","param":null}} | QUOTA_HARD | 429
            OPENAI | {"type":"error","code":"rate_limit_exceeded","message":"m","param":null,"sequence_number":2} | RATE_SHORT | 429
            OPENAI | {"type":"response.failed","response":{"error":{"code":"server_error","message":"m"}}} | SERVER | 500
            OPENAI | {"type":"response.failed","response":{"error":{"code":"insufficient_quota","message":"m"}}} | QUOTA_HARD | 429
            OPENAI | {"id":"i","object":"chat.completion.chunk","error":{"code":"server_error","message":"m"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]} | SERVER | 500
            OPENAI | {"error":{"code":429,"message":"m"}} | RATE_SHORT | 429
            OPENAI | {"error":{"code":502,"message":"m","metadata":{"provider_name":"X"}}} | OVERLOAD | 502
            OPENROUTER | {"error":{"code":502,"message":"m","metadata":{"provider_name":"X"}}} | OVERLOAD | 502
            OPENAI | {"error":{"message":"m","type":"BadRequestError","param":null,"code":400}} | BAD_REQUEST | 400
            OPENAI | {"error":{"message":"m","code":"context_length_exceeded"}} | CONTEXT | 400
            OPENAI | {"error":{"message":"m","code":"content_filter"}} | FILTER | 400
            OPENAI | {"error":{"message":"m","type":"service_unavailable_error","code":"server_is_overloaded"}} | OVERLOAD | 529
            OPENAI | {"error":{"message":"ResourceExhausted: request limit reached","code":500}} | OVERLOAD | 500
            OPENAI | {"error":{"message":"m","code":"invalid_api_key"}} | AUTH | 401
            OPENAI | {"choices":[{"index":0,"delta":{},"finish_reason":"error"}]} | SERVER | 500
            OPENAI | {"choices":[{"index":0,"delta":{},"finish_reason":"insufficient_system_resource"}]} | OVERLOAD | 503
            OPENAI | not json | SERVER | 500
            ANTHROPIC | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"} | OVERLOAD | 529
            ANTHROPIC | {"type":"error","error":{"type":"rate_limit_error","message":"m"}} | RATE_SHORT | 429
            ANTHROPIC | {"type":"error","error":{"type":"api_error","message":"m"}} | SERVER | 500
            ANTHROPIC | {"type":"error","error":{"type":"authentication_error","message":"m"}} | AUTH | 401
            ANTHROPIC | {"type":"error","error":{"type":"permission_error","message":"m"}} | PERMISSION | 403
            ANTHROPIC | {"type":"error","error":{"type":"billing_error","message":"m"}} | QUOTA_HARD | 402
            ANTHROPIC | {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 1"}} | CONTEXT | 400
            GEMINI | {"error":{"code":503,"status":"UNAVAILABLE","message":"m"}} | OVERLOAD | 503
            GEMINI | [{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"m"}}] | RATE_SHORT | 429
            GEMINI | {"error":{"status":"UNAVAILABLE","message":"m"}} | OVERLOAD | 503
            """)
    void recognises(ErrorStyle style, String event, FailureClass expected, int status) {
        Failure failure = Answers.streamError(style, event);

        assertThat(failure.kind()).isEqualTo(expected);
        assertThat(failure.status()).isEqualTo(status);
    }
}
