package dev.keyway.filters.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.ErrorStyle;
import dev.keyway.catalogue.provider.KnownProviders;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each provider says when it fails, by its declaration. The bodies have the shape of the real ones; the texts are ours. */
class ProviderRecognitionTests {

    private static ErrorStyle style(String provider) {
        KnownProviders known = new KnownProviders();
        URI address = known.find(provider).isPresent() ? null : URI.create("http://localhost:1/v1");
        return known.declare(provider, address, null).errors();
    }

    private static Failure failed(String provider, int status, String body, String... headers) {
        return Answers.recognise(style(provider), Answers.NOW, status, body, headers);
    }

    @ParameterizedTest(name = "{0} {1} {2} is {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            azure | 401 | {"error":{"code":"401","message":"Access denied: invalid subscription key or wrong endpoint."}} | AUTH
            azure | 403 | {"error":{"code":"AccessDenied","message":"Access denied due to Virtual Network/Firewall rules."}} | AUTH
            azure | 403 | {"error":{"code":"PermissionDenied","message":"m"}} | PERMISSION
            azure | 404 | {"error":{"code":"DeploymentNotFound","message":"The API deployment does not exist."}} | BAD_REQUEST
            azure | 429 | {"error":{"code":"429","message":"Rate limit is exceeded. Try again in 6 seconds."}} | RATE_SHORT
            azure | 429 | {"error":{"code":"429","message":"The system is experiencing high demand."}} | OVERLOAD
            azure | 429 | {"error":{"type":"insufficient_quota","code":"insufficient_quota","message":"m"}} | QUOTA_HARD
            azure | 400 | {"error":{"message":"filtered","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}} | FILTER
            azure | 400 | {"error":{"code":"context_length_exceeded","message":"m"}} | CONTEXT
            azure | 408 | {"error":{"code":"Timeout","message":"m"}} | SERVER
            openrouter | 401 | {"error":{"code":401,"message":"No auth credentials found"}} | AUTH
            openrouter | 402 | {"error":{"code":402,"message":"m","metadata":{"limit_source":"openrouter_credits"}}} | QUOTA_HARD
            openrouter | 402 | {"error":{"code":402,"message":"m","metadata":{"limit_source":"openrouter_key_limit"}}} | QUOTA_HARD
            openrouter | 402 | {"error":{"code":402,"message":"m","metadata":{"limit_source":"openrouter_in_flight_budget"}}} | RATE_SHORT
            openrouter | 403 | {"error":{"code":403,"message":"m","metadata":{"reasons":["violence"],"flagged_input":"x"}}} | FILTER
            openrouter | 429 | {"error":{"code":429,"message":"Provider returned error","metadata":{"provider_name":"X","raw":"r","error_type":"rate_limit_exceeded"}}} | OVERLOAD
            openrouter | 429 | {"error":{"code":429,"message":"Rate limit exceeded: free-models-per-min."}} | RATE_SHORT
            openrouter | 429 | {"error":{"code":429,"message":"Rate limit exceeded: free-models-per-day."}} | RATE_DAY
            openrouter | 502 | {"error":{"code":502,"message":"m","metadata":{"provider_name":"X"}}} | OVERLOAD
            openrouter | 503 | {"error":{"code":503,"message":"m","metadata":{"error_type":"provider_overloaded"}}} | OVERLOAD
            nvidia_nim | 429 | {"status":429,"title":"Too Many Requests"} | RATE_SHORT
            nvidia_nim | 404 | {"status":404,"title":"Not Found","detail":"Function 'uuid': Not found for account 'abc'"} | PERMISSION
            nvidia_nim | 404 | {"error":{"message":"The model `m` does not exist.","type":"NotFoundError","param":null,"code":404}} | BAD_REQUEST
            nvidia_nim | 400 | {"message":"Validation: 'top_p' must be 0.95","type":"Bad Request","code":400} | BAD_REQUEST
            nvidia_nim | 400 | {"status":400,"title":"Bad Request","detail":"Function id 'u': DEGRADED function cannot be invoked"} | OVERLOAD
            nvidia_nim | 500 | {"error":{"message":"ResourceExhausted: Worker local total request limit reached (33/32)","type":"t","code":500}} | OVERLOAD
            nvidia_nim | 401 | {"status":401,"title":"Unauthorized"} | AUTH
            nvidia_nim | 402 | {"status":402,"title":"Payment Required"} | QUOTA_HARD
            mistral | 401 | {"detail":"Unauthorized"} | AUTH
            mistral | 401 | {"message":"Unauthorized","request_id":"r"} | AUTH
            mistral | 400 | {"object":"error","message":"Invalid model: m","type":"invalid_model","param":null,"code":"1500"} | BAD_REQUEST
            mistral | 400 | {"object":"error","message":"Prompt contains 40000 tokens, too large for model with 32768 maximum context length","type":"invalid_request_error","param":null,"code":"3051"} | CONTEXT
            mistral | 402 | {"object":"error","message":"m","type":"payment_required","param":null,"code":null} | QUOTA_HARD
            mistral | 422 | {"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","x"],"msg":"Extra inputs","input":{}}]},"type":"invalid_request_error","param":null,"code":null} | BAD_REQUEST
            mistral | 429 | {"object":"error","message":"Rate limit exceeded","type":"rate_limited","param":null,"code":"1300"} | RATE_SHORT
            mistral | 429 | {"object":"error","message":"Service tier capacity exceeded for this model.","type":"service_tier_capacity_exceeded","param":null,"code":"3505"} | OVERLOAD
            mistral | 503 | {"object":"error","message":"m","type":"server_error","param":null,"code":null} | OVERLOAD
            groq | 401 | {"error":{"message":"Invalid API Key","type":"invalid_request_error","code":"invalid_api_key"}} | AUTH
            groq | 400 | {"error":{"message":"m","type":"invalid_request_error","code":"organization_restricted"}} | QUOTA_HARD
            groq | 400 | {"error":{"message":"m","type":"invalid_request_error","code":"blocked_api_access"}} | QUOTA_HARD
            groq | 400 | {"error":{"message":"m","type":"invalid_request_error","code":"tool_use_failed","failed_generation":"x"}} | BAD_REQUEST
            groq | 413 | {"error":{"message":"Request too large for model: Limit 6000, Requested 9000","type":"tokens","code":"rate_limit_exceeded"}} | TOO_BIG
            groq | 413 | {"error":{"message":"m","type":"invalid_request_error","code":"context_length_exceeded"}} | CONTEXT
            groq | 429 | {"error":{"message":"Rate limit reached on tokens per minute (TPM): Limit 15000. Please try again in 5.289s.","type":"tokens","code":"rate_limit_exceeded"}} | RATE_SHORT
            groq | 429 | {"error":{"message":"Rate limit reached on tokens per day (TPD): Limit 100000. Please try again in 7m12s.","type":"tokens","code":"rate_limit_exceeded"}} | RATE_DAY
            groq | 498 | {"error":{"message":"m","type":"capacity_exceeded","code":"capacity_exceeded"}} | OVERLOAD
            groq | 404 | {"error":{"message":"m","type":"invalid_request_error","code":"model_not_found"}} | BAD_REQUEST
            deepseek | 401 | {"error":{"message":"m","type":"authentication_error","param":null,"code":"invalid_request_error"}} | AUTH
            deepseek | 402 | {"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}} | QUOTA_HARD
            deepseek | 400 | {"error":{"message":"This model's maximum context length is 131072 tokens.","type":"invalid_request_error","param":null,"code":"invalid_request_error"}} | CONTEXT
            deepseek | 429 | {"error":{"message":"m","type":"rate_limit_error","param":null,"code":null}} | RATE_SHORT
            deepseek | 503 | {"error":{"message":"m","type":"service_unavailable_error","param":null,"code":null}} | OVERLOAD
            cohere | 401 | {"message":"invalid api token","id":"i"} | AUTH
            cohere | 400 | {"message":"too many tokens: size limit exceeded","id":"i"} | CONTEXT
            cohere | 429 | {"message":"You are using a Trial key, which is limited to 20 API calls / minute.","id":"i"} | RATE_SHORT
            cohere | 429 | {"message":"You are using a Trial key, which is limited to 1000 API calls / month.","id":"i"} | QUOTA_HARD
            cohere | 404 | {"message":"model 'm' not found","id":"i"} | BAD_REQUEST
            cohere | 499 | {"message":"request cancelled","id":"i"} | SERVER
            together | 401 | {"id":"i","error":{"message":"m","type":"invalid_request_error","param":null,"code":"invalid_api_key"}} | AUTH
            together | 402 | {"error":"Spend limit reached"} | QUOTA_HARD
            together | 403 | {"error":{"message":"This model's maximum context length is 8193 tokens","type":"invalid_request_error","param":null,"code":null}} | CONTEXT
            together | 422 | {"error":{"message":"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000","type":"invalid_request_error","param":null,"code":null}} | CONTEXT
            together | 429 | {"error":{"message":"m","type":"model_rate_limit","param":null,"code":null}} | RATE_SHORT
            together | 403 | {"error":{"message":"Credit limit exceeded","type":"credit_limit","param":null,"code":null}} | QUOTA_HARD
            together | 503 | {"error":{"message":"engine overloaded","type":"service_unavailable","param":null,"code":null}} | OVERLOAD
            together | 500 | {"message":"internal"} | SERVER
            fireworks | 401 | {"fault":{"faultstring":"Invalid ApiKey","detail":{"errorcode":"oauth.v2.InvalidApiKey"}}} | AUTH
            fireworks | 403 | {"error":{"object":"error","type":"error","code":"unauthorized","message":"The API key you provided is invalid."}} | AUTH
            fireworks | 403 | {"error":{"object":"error","type":"error","code":"forbidden","message":"m"}} | PERMISSION
            fireworks | 404 | {"error":{"object":"error","type":"error","code":"NOT_FOUND","message":"Model not found, inaccessible, and/or not deployed"}} | BAD_REQUEST
            fireworks | 412 | {"error":{"object":"error","type":"error","code":"PRECONDITION_FAILED","message":"Account a is suspended"}} | QUOTA_HARD
            fireworks | 412 | {"error":"LoRA failed to load"} | BAD_REQUEST
            fireworks | 429 | {"error":"rate limit exceeded, please try again later"} | RATE_SHORT
            xai | 400 | {"code":"invalid-argument","error":"Incorrect API key provided: xa***23."} | AUTH
            xai | 400 | {"code":"invalid-argument","error":"This model does not support parameter stop."} | BAD_REQUEST
            xai | 401 | {"code":"unauthenticated","error":"No authorization header"} | AUTH
            xai | 403 | {"code":"permission-denied","error":"Your newly created team doesn't have any credits yet."} | QUOTA_HARD
            xai | 403 | {"code":"permission-denied","error":"Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_BIO"} | FILTER
            xai | 403 | {"code":"permission-denied","error":"Team is not authorized"} | PERMISSION
            xai | 429 | {"code":"resource-exhausted","error":"Too many requests"} | RATE_SHORT
            xai | 422 | Failed to deserialize the JSON body | BAD_REQUEST
            vllm | 400 | {"object":"error","message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError","param":null,"code":400} | CONTEXT
            vllm | 404 | {"error":{"message":"The model `m` does not exist.","type":"NotFoundError","param":null,"code":404}} | BAD_REQUEST
            vllm | 401 | {"error":"Unauthorized"} | AUTH
            vllm | 422 | {"detail":[{"loc":["body","n"],"msg":"value is not a valid integer","type":"type_error"}]} | BAD_REQUEST
            ollama | 404 | {"error":{"message":"model 'm' not found, try pulling it first","type":"api_error","param":null,"code":null}} | BAD_REQUEST
            ollama | 503 | {"error":"server busy, please try again. maximum pending requests exceeded"} | OVERLOAD
            ollama | 400 | {"error":{"message":"the input exceeds the available context size","type":"api_error","param":null,"code":null}} | CONTEXT
            my_server | 429 | {"error":{"message":"m","type":"rate_limit_error","code":null}} | RATE_SHORT
            """)
    void recognises(String provider, int status, String body, FailureClass expected) {
        assertThat(failed(provider, status, body).kind()).isEqualTo(expected);
    }

    /** These come with status 200, in place of an answer or as an event of a stream. */
    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            openrouter | {"id":"i","object":"chat.completion.chunk","error":{"code":"server_error","message":"m"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]} | SERVER
            openrouter | {"error":{"code":429,"message":"Provider returned error","metadata":{"provider_name":"X"}}} | OVERLOAD
            openrouter | {"error":{"code":502,"message":"m","metadata":{"provider_name":"X"}}} | OVERLOAD
            groq | {"error":{"message":"over capacity","type":"capacity_exceeded","code":"capacity_exceeded"}} | OVERLOAD
            groq | {"error":{"message":"m","type":"internal_server_error"}} | SERVER
            mistral | {"choices":[{"index":0,"delta":{},"finish_reason":"error"}]} | SERVER
            mistral | {"object":"error","message":"m","type":"service_tier_capacity_exceeded","param":null,"code":"3505"} | OVERLOAD
            deepseek | {"choices":[{"index":0,"delta":{},"finish_reason":"insufficient_system_resource"}]} | OVERLOAD
            xai | {"code":"invalid-argument","error":"Incorrect API key provided: xa***23."} | AUTH
            xai | {"code":"resource-exhausted","error":"Too many requests"} | RATE_SHORT
            together | {"error":{"message":"m","type":"model_rate_limit","param":null,"code":null}} | RATE_SHORT
            together | {"error":"upstream went away"} | SERVER
            nvidia_nim | {"status":429,"title":"Too Many Requests"} | RATE_SHORT
            nvidia_nim | {"error":{"message":"ResourceExhausted: request limit reached","type":"t","code":500}} | OVERLOAD
            vllm | {"error":{"message":"m","type":"BadRequestError","param":null,"code":400}} | BAD_REQUEST
            azure | {"error":{"message":"m","code":"content_filter","status":400}} | FILTER
            """)
    void recognisesWhatCameAsSuccess(String provider, String body, FailureClass expected) {
        assertThat(Answers.streamError(style(provider), body).kind()).isEqualTo(expected);
        assertThat(failed(provider, 200, body).kind()).isEqualTo(expected);
    }

    @Test
    void takesTheDailyResetFromOpenRoutersMilliseconds() {
        long reset = Answers.NOW.plusSeconds(50_400).toEpochMilli();
        Failure inHeader = failed(
                "openrouter",
                429,
                "{\"error\":{\"message\":\"free-models-per-day\"}}",
                "x-ratelimit-reset",
                Long.toString(reset));
        Failure inBody = failed(
                "openrouter",
                429,
                "{\"error\":{\"message\":\"free-models-per-day\",\"metadata\":{\"headers\":{\"X-RateLimit-Reset\":\""
                        + reset + "\"}}}}");

        assertThat(inHeader.until()).isEqualTo(Answers.NOW.plusSeconds(50_400));
        assertThat(inBody.until()).isEqualTo(Answers.NOW.plusSeconds(50_400));
    }

    @Test
    void groqsEmptyRequestBucketIsThatOfTheDay() {
        String body = "{\"error\":{\"message\":\"m\",\"type\":\"requests\",\"code\":\"rate_limit_exceeded\"}}";

        Failure failure = failed("groq", 429, body, "x-ratelimit-remaining-requests", "0", "retry-after", "86");

        assertThat(failure.kind()).isEqualTo(FailureClass.RATE_DAY);
        assertThat(failure.until()).isEqualTo(Answers.NOW.plusSeconds(86));
        assertThat(failed("groq", 429, body, "x-ratelimit-remaining-requests", "5")
                        .kind())
                .isEqualTo(FailureClass.RATE_SHORT);
    }

    @Test
    void mistralsSpentMonthIsMoney() {
        String body = "{\"object\":\"error\",\"message\":\"m\",\"type\":\"rate_limited\",\"code\":\"1300\"}";

        assertThat(failed("mistral", 429, body, "x-ratelimit-remaining-tokens-month", "0")
                        .kind())
                .isEqualTo(FailureClass.QUOTA_HARD);
        assertThat(failed("mistral", 429, body, "x-ratelimit-remaining-tokens-month", "9")
                        .kind())
                .isEqualTo(FailureClass.RATE_SHORT);
    }

    @Test
    void waitsAreReadWhereverTheyStand() {
        assertThat(failed("azure", 429, "{}", "retry-after-ms", "1500", "retry-after", "6")
                        .retryAfter())
                .isEqualTo(Duration.ofMillis(1500));
        assertThat(failed("azure", 429, "{\"error\":{\"code\":\"429\",\"message\":\"Try again in 6 seconds.\"}}")
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(6));
        assertThat(failed("groq", 429, "{\"error\":{\"message\":\"Please try again in 5.289s.\"}}")
                        .retryAfter())
                .isEqualTo(Duration.ofMillis(5289));
    }
}
