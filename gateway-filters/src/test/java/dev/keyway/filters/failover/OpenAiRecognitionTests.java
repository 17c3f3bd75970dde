package dev.keyway.filters.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI and those who speak its API. */
class OpenAiRecognitionTests {

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            400 | {"error":{"message":"m","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}} | BAD_REQUEST
            400 | {"error":{"message":"m","type":"invalid_request_error","param":null,"code":"unsupported_value"}} | BAD_REQUEST
            400 | {"error":{"message":"m","type":"invalid_request_error","param":null,"code":"context_length_exceeded"}} | CONTEXT
            400 | {"error":{"message":"m","type":"invalid_request_error","param":null,"code":"invalid_prompt"}} | FILTER
            400 | {"error":{"message":"m","type":"invalid_request_error","param":null,"code":null}} | BAD_REQUEST
            401 | {"error":{"message":"m","type":"invalid_request_error","param":null,"code":"invalid_api_key"}} | AUTH
            403 | {"error":{"message":"m","type":"invalid_request_error","param":null,"code":"unsupported_country_region_territory"}} | PERMISSION
            403 | {"error":{"message":"m","type":"invalid_request_error","param":null,"code":"model_not_found"}} | BAD_REQUEST
            404 | {"error":{"message":"m","type":"invalid_request_error","param":null,"code":"model_not_found"}} | BAD_REQUEST
            429 | {"error":{"message":"m","type":"requests","param":null,"code":"rate_limit_exceeded"}} | RATE_SHORT
            429 | {"error":{"message":"m","type":"tokens","param":null,"code":"rate_limit_exceeded"}} | RATE_SHORT
            429 | {"error":{"message":"m","type":"rate_limit_error","param":null,"code":"slow_down"}} | RATE_SHORT
            429 | {"error":{"message":"Request too large for gpt-4o","type":"tokens","param":null,"code":"rate_limit_exceeded"}} | TOO_BIG
            429 | {"error":{"message":"Limit reached on requests per day (RPD)","type":"requests","param":null,"code":"rate_limit_exceeded"}} | RATE_DAY
            429 | {"error":{"message":"m","type":"insufficient_quota","param":null,"code":"insufficient_quota"}} | QUOTA_HARD
            429 | {"error":{"message":"m","type":"insufficient_quota","param":null,"code":"credit_balance_exhausted"}} | QUOTA_HARD
            429 | {"error":{"message":"m","type":null,"param":null,"code":"organization_spend_limit_exceeded"}} | QUOTA_HARD
            429 | {"error":{"message":"m","type":null,"param":null,"code":"project_spend_limit_exceeded"}} | QUOTA_HARD
            429 | {"error":{"message":"m","type":null,"param":null,"code":"organization_usage_limit_exceeded"}} | QUOTA_HARD
            429 | {"error":{"message":"m","type":null,"param":null,"code":"billing_hard_limit_reached"}} | QUOTA_HARD
            500 | {"error":{"message":"m","type":"server_error","param":null,"code":null}} | SERVER
            503 | {"error":{"message":"m","type":"service_unavailable_error","param":null,"code":"server_is_overloaded"}} | OVERLOAD
            429 | {"error":{"code":"429","message":"Rate limit is exceeded. Try again in 6 seconds."}} | RATE_SHORT
            429 | {"error":{"code":"429","message":"The system is experiencing high demand."}} | OVERLOAD
            401 | {"error":{"code":"401","message":"Access denied"}} | AUTH
            404 | {"error":{"code":"DeploymentNotFound","message":"m"}} | BAD_REQUEST
            400 | {"error":{"message":"m","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}} | FILTER
            400 | {"error":{"message":"m","innererror":{"code":"ResponsibleAIPolicyViolation"}}} | FILTER
            429 | {"error":{"code":429,"message":"Provider returned error","metadata":{"provider_name":"X","raw":"r","error_type":"rate_limit_exceeded"}}} | OVERLOAD
            402 | {"error":{"code":402,"message":"m","metadata":{"limit_source":"openrouter_credits"}}} | QUOTA_HARD
            402 | {"error":{"code":402,"message":"m","metadata":{"limit_source":"openrouter_key_limit"}}} | QUOTA_HARD
            402 | {"error":{"code":402,"message":"m","metadata":{"limit_source":"openrouter_in_flight_budget"}}} | RATE_SHORT
            403 | {"error":{"code":403,"message":"m","metadata":{"reasons":["violence"],"flagged_input":"…"}}} | FILTER
            502 | {"error":{"code":502,"message":"m","metadata":{"provider_name":"X"}}} | OVERLOAD
            503 | {"error":{"code":503,"message":"m"}} | OVERLOAD
            429 | {"error":{"code":429,"message":"Rate limit exceeded: free-models-per-day"}} | RATE_DAY
            429 | {"status":429,"title":"Too Many Requests"} | RATE_SHORT
            404 | {"status":404,"title":"Not Found","detail":"Function 'uuid': Not found for account 'abc'"} | BAD_REQUEST
            400 | {"message":"Validation: 'top_p' must be 0.95","type":"Bad Request","code":400} | BAD_REQUEST
            500 | {"error":{"message":"ResourceExhausted: Worker local total request limit reached (33/32)","type":"t","code":500}} | OVERLOAD
            401 | {"status":401,"title":"Unauthorized"} | AUTH
            403 | {"status":403,"title":"Forbidden"} | PERMISSION
            429 | {"object":"error","message":"Rate limit exceeded","type":"rate_limited","param":null,"code":"1300"} | RATE_SHORT
            429 | {"object":"error","message":"m","type":"service_tier_capacity_exceeded","param":null,"code":"service_tier_capacity_exceeded"} | OVERLOAD
            422 | {"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs","input":{}}]},"type":"invalid_request_error","param":null,"code":null} | BAD_REQUEST
            400 | {"object":"error","message":"Prompt contains 40000 tokens, too large for model with 32768","type":"invalid_request_error","param":null,"code":null} | CONTEXT
            401 | {"detail":"Unauthorized"} | AUTH
            429 | {"error":{"message":"Rate limit reached … tokens per minute (TPM): Limit 15000. Please try again in 5.289s.","type":"tokens","code":"rate_limit_exceeded"}} | RATE_SHORT
            429 | {"error":{"message":"Rate limit reached on tokens per day (TPD): Limit 100000","type":"tokens","code":"rate_limit_exceeded"}} | RATE_DAY
            413 | {"error":{"message":"Request too large","type":"tokens","code":"rate_limit_exceeded"}} | TOO_BIG
            413 | {"error":{"message":"m","type":"invalid_request_error","code":"context_length_exceeded"}} | CONTEXT
            413 | {"error":{"message":"body too large","type":"invalid_request_error","code":null}} | BAD_REQUEST
            498 | {"error":{"message":"m","type":"t","code":"capacity_exceeded"}} | OVERLOAD
            424 | {"error":{"message":"m","type":"t","code":null}} | SERVER
            402 | {"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}} | QUOTA_HARD
            401 | {"error":{"message":"m","type":"authentication_error","param":null,"code":"invalid_request_error"}} | AUTH
            400 | {"message":"too many tokens: total number of tokens","id":"i"} | CONTEXT
            401 | {"message":"invalid api token","id":"i"} | AUTH
            429 | {"message":"You are using a Trial key, which is limited to 20 API calls / minute","id":"i"} | RATE_SHORT
            429 | {"message":"You are using a Trial key, which is limited to 1000 API calls / month","id":"i"} | QUOTA_HARD
            403 | {"error":{"message":"Input is too long for this model","type":"invalid_request_error","param":null,"code":null}} | CONTEXT
            402 | {"error":"spend limit reached"} | QUOTA_HARD
            503 | {"message":"engine overloaded"} | OVERLOAD
            524 | {"error":"timeout"} | SERVER
            529 | {"error":"overloaded"} | OVERLOAD
            412 | {"error":{"message":"account suspended","type":"t","code":"c","object":"error"}} | QUOTA_HARD
            412 | {"error":"LoRA load failed"} | BAD_REQUEST
            408 | {"fault":{"faultstring":"timed out","detail":{"errorcode":"e"}}} | SERVER
            400 | {"code":"invalid-argument","error":"Incorrect API key provided: xa***. Get one at the console."} | AUTH
            400 | {"code":"invalid-argument","error":"Unknown model: Incorrect API key"} | BAD_REQUEST
            403 | {"code":"permission-denied","error":"Your newly created team doesn't have any credits yet."} | QUOTA_HARD
            429 | {"code":"resource-exhausted","error":"Your team has used all available credits."} | QUOTA_HARD
            403 | {"code":"permission-denied","error":"Team is blocked"} | PERMISSION
            403 | {"error":{"message":"No access to model: no credits","type":"t","code":null}} | PERMISSION
            422 | body is not an object | BAD_REQUEST
            400 | {"error":{"message":"m","type":"BadRequestError","param":null,"code":400}} | BAD_REQUEST
            400 | {"object":"error","message":"This model's maximum context length is 4096","type":"BadRequestError","param":null,"code":400} | CONTEXT
            401 | {"error":"Unauthorized"} | AUTH
            400 | {"error":{"code":400,"message":"the request exceeds the available context size","type":"invalid_request_error"}} | CONTEXT
            404 | {"error":{"message":"model not found","type":"api_error","param":null,"code":null}} | BAD_REQUEST
            405 | {"detail":"Method Not Allowed"} | BAD_REQUEST
            409 | {"error":{"message":"m"}} | BAD_REQUEST
            415 | {"error":{"message":"m"}} | BAD_REQUEST
            504 | <html><body>Gateway Time-out</body></html> | SERVER
            522 | error code: 522 | SERVER
            302 | <html>moved</html> | SERVER
            200 | {"code":"invalid-argument","error":"something"} | BAD_REQUEST
            200 | {"error":{"message":"m","type":"rate_limit_error","code":null}} | RATE_SHORT
            """)
    void recognises(int status, String body, FailureClass expected) {
        assertThat(Answers.openAi(status, body).kind()).isEqualTo(expected);
    }

    @Test
    void tellsTheProvidersFields() {
        Failure failure = Answers.openAi(400, """
                {"error":{"message":"Use 'max_completion_tokens'.","type":"invalid_request_error",
                 "param":"max_tokens","code":"unsupported_parameter"}}""");

        assertThat(failure)
                .isEqualTo(new Failure(
                        FailureClass.BAD_REQUEST,
                        400,
                        "Use 'max_completion_tokens'.",
                        "invalid_request_error",
                        "unsupported_parameter",
                        "max_tokens",
                        null,
                        null,
                        false,
                        List.of(new RefusedMember("max_tokens", true))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"error":"text"} | text
            {"error":{"message":"text"}} | text
            [{"error":{"message":"text"}}] | text
            {"object":"error","message":"text","code":"1300"} | text
            {"message":{"detail":[{"msg":"text"}]}} | text
            {"detail":"text"} | text
            {"detail":[{"msg":"text"}]} | text
            {"status":404,"title":"Not Found","detail":"text"} | text
            {"status":429,"title":"text"} | text
            {"fault":{"faultstring":"text"}} | text
            """)
    void findsTheMessageInEveryShape(String body, String message) {
        assertThat(Answers.openAi(400, body).message()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "<html><h1>502</h1></html>",
                "{\"error\":",
                "{\"error\":null}",
                "{\"error\":{\"message\":\"  \"}}",
                "{\"error\":{\"message\":{}}}",
                "17",
                "\u0000\u0001"
            })
    void speaksForItselfWhereTheProviderGivesNoMessage(String body) {
        Failure failure = Answers.openAi(500, body);

        assertThat(failure.kind()).isEqualTo(FailureClass.SERVER);
        assertThat(failure.message()).isEqualTo("The provider answered with status 500 and no message.");
    }

    @Test
    void takesA404AsAPermissionOnlyForAModelThatTheProviderLists() {
        Failure notFound = Answers.openAi(404, "{\"error\":{\"message\":\"m\",\"code\":\"model_not_found\"}}");
        Failure noAccess = Answers.openAi(403, "{\"error\":{\"message\":\"m\",\"code\":\"model_not_found\"}}");
        Failure other = Answers.openAi(400, "{\"error\":{\"message\":\"m\",\"code\":null}}");
        Failure cannot = Answers.openAi(404, "{\"error\":{\"message\":\"not a chat model\",\"code\":null}}");

        assertThat(notFound.forListedModel().kind()).isEqualTo(FailureClass.PERMISSION);
        assertThat(noAccess.forListedModel().kind()).isEqualTo(FailureClass.PERMISSION);
        assertThat(other.forListedModel()).isSameAs(other);
        assertThat(cannot.forListedModel()).isSameAs(cannot);
    }

    @Test
    void tellsADailyLimitByABucketThatTakesLongToFill() {
        String body = "{\"error\":{\"message\":\"m\",\"type\":\"requests\",\"code\":\"rate_limit_exceeded\"}}";

        Failure day = Answers.openAi(
                429, body, "x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "23h59m0s");
        Failure minute =
                Answers.openAi(429, body, "x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "1m0s");

        assertThat(day.kind()).isEqualTo(FailureClass.RATE_DAY);
        assertThat(day.until()).isEqualTo(Answers.NOW.plus(Duration.ofHours(24)).minusSeconds(60));
        assertThat(minute.kind()).isEqualTo(FailureClass.RATE_SHORT);
    }

    @Test
    void takesTheDailyResetFromOpenRoutersMilliseconds() {
        long reset = Answers.NOW.plusSeconds(50_400).toEpochMilli();
        Failure inHeader = Answers.openAi(
                429, "{\"error\":{\"message\":\"free-models-per-day\"}}", "x-ratelimit-reset", Long.toString(reset));
        Failure inBody = Answers.openAi(
                429,
                "{\"error\":{\"message\":\"free-models-per-day\",\"metadata\":{\"headers\":{\"X-RateLimit-Reset\":\""
                        + reset + "\"}}}}");

        assertThat(inHeader.until()).isEqualTo(Answers.NOW.plusSeconds(50_400));
        assertThat(inBody.until()).isEqualTo(Answers.NOW.plusSeconds(50_400));
    }
}
