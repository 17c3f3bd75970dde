package dev.keyway.filters.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.ErrorStyle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How providers say which member of a request they do not take. */
class RefusedMembersTests {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            OPENAI | 400 | {"error":{"message":"Unknown parameter: 'stream_options'.","type":"invalid_request_error","param":"stream_options","code":"unknown_parameter"}} | stream_options
            OPENAI | 400 | {"error":{"message":"Unsupported parameter: 'temperature' is not supported with this model.","type":"invalid_request_error","param":"temperature","code":"unsupported_parameter"}} | temperature
            OPENAI | 400 | {"error":{"message":"m","type":"invalid_request_error","param":"reasoning.effort","code":"unsupported_parameter"}} | reasoning.effort
            OPENAI | 400 | {"error":{"message":"Unrecognized request argument supplied: logit_bias","type":"invalid_request_error","param":null,"code":null}} | logit_bias
            OPENAI | 400 | {"error":{"message":"Unrecognized request arguments supplied: seed, top_k","type":"invalid_request_error","param":null,"code":null}} | seed top_k
            OPENAI | 400 | {"error":{"message":"json: unknown field \\"seed\\"","type":"invalid_request_error"}} | seed
            OPENAI | 422 | {"detail":[{"type":"extra_forbidden","loc":["body","prompt_cache_key"],"msg":"Extra inputs are not permitted","input":"s"}]} | prompt_cache_key
            OPENAI | 422 | {"detail":[{"loc":["body","reasoning","effort"],"msg":"extra fields not permitted","type":"value_error.extra"}]} | reasoning.effort
            OPENAI | 400 | {"object":"error","message":"[{'type': 'extra_forbidden', 'loc': ('body', 'min_p'), 'msg': 'Extra inputs are not permitted', 'input': 0.1}]","type":"BadRequestError","param":null,"code":400} | min_p
            OPENAI | 400 | {"error":{"message":"1 validation error for ChatCompletionRequest\\nseed\\n  Extra inputs are not permitted [type=extra_forbidden]"}} | seed
            OPENAI | 400 | {"error":{"message":"Completions.create() got an unexpected keyword argument 'user'"}} | user
            OPENAI | 400 | {"error":{"message":"Additional properties are not allowed ('verbosity', 'user' were unexpected)"}} | verbosity user
            MISTRAL | 422 | {"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted","input":{}}]},"type":"invalid_request_error","param":null,"code":null} | stream_options
            GEMINI | 400 | [{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \\"frequency_penalty\\": Cannot find field.\\nInvalid JSON payload received. Unknown name \\"seed\\": Cannot find field.","status":"INVALID_ARGUMENT"}}] | frequency_penalty seed?
            GEMINI | 400 | {"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \\"topK\\" at 'generation_config': Cannot find field.","status":"INVALID_ARGUMENT"}} | generationConfig.topK
            GROQ | 400 | {"error":{"message":"property 'prompt_cache_key' is unsupported","type":"invalid_request_error"}} | prompt_cache_key
            GROQ | 400 | {"error":{"message":"`reasoning_effort` is not supported with this model","type":"invalid_request_error"}} | reasoning_effort
            FIREWORKS | 400 | {"error":{"object":"error","type":"invalid_request_error","message":"Extra inputs are not permitted, field: 'verbosity', value: 'low'"}} | verbosity
            XAI | 400 | {"code":"invalid-argument","error":"Argument not supported on this model: presence_penalty"} | presence_penalty
            XAI | 400 | {"code":"invalid-argument","error":"Model grok-4 does not support parameter seed."} | seed
            XAI | 422 | {"error":"Failed to deserialize the JSON body into the target type: unknown field `seed`, expected one of `model`"} | seed
            ANTHROPIC | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"service_tier: Extra inputs are not permitted"}} | service_tier
            ANTHROPIC | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"`temperature` is deprecated for this model."}} | temperature
            OPENAI | 400 | {"message":"invalid request: unknown field: parameter 'seed' is not a valid field"} | seed
            NVIDIA_NIM | 400 | {"error":{"message":"Unsupported parameter(s): `seed`","type":"BadRequest","code":400}} | seed
            """)
    void areNamed(ErrorStyle style, int status, String body, String names) {
        Failure failure = Answers.recognise(style, Answers.NOW, status, body);

        assertThat(failure.refused())
                .containsExactlyElementsOf(Arrays.stream(names.split(" "))
                        .map(name -> new RefusedMember(name.replace("?", ""), !name.endsWith("?")))
                        .toList());
    }

    /** A value that is not taken, or not together with another member, says nothing of other requests. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            OPENAI | 400 | {"error":{"message":"Invalid value: 9.","type":"invalid_request_error","param":"temperature","code":"decimal_above_max_value"}}
            OPENAI | 400 | {"error":{"message":"m","type":"invalid_request_error","param":"temperature","code":null}}
            OPENAI | 422 | {"detail":[{"type":"float_parsing","loc":["body","temperature"],"msg":"Input should be a valid number"}]}
            ANTHROPIC | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"`temperature` and `top_p` cannot both be specified for this model."}}
            ANTHROPIC | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"`temperature` is not supported when thinking is enabled"}}
            ANTHROPIC | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"temperature: range: 0..1"}}
            OPENAI | 429 | {"error":{"message":"Unknown parameter: 'seed'.","code":"rate_limit_exceeded"}}
            """)
    void areNotMembersWhoseValueIsWrong(ErrorStyle style, int status, String body) {
        assertThat(Answers.recognise(style, Answers.NOW, status, body).refused())
                .noneMatch(RefusedMember::lasting);
    }

    /** A provider quotes a value, in which a caller can write whatever a refusal looks like. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            OPENAI | 400 | {"error":{"message":"Invalid value: 'Unsupported parameter: temperature.'. Supported values are: 'low'.","type":"invalid_request_error","param":"reasoning_effort","code":"invalid_value"}} | temperature
            OPENAI | 400 | {"error":{"message":"Invalid value: 'Unknown parameter: 'temperature'.'","type":"invalid_request_error"}} | temperature
            OPENAI | 400 | {"error":{"message":"Unknown parameter: 'temperature'.'.","type":"invalid_request_error","param":"temperature'.","code":"unknown_parameter"}} | temperature
            OPENAI | 422 | {"detail":[{"type":"extra_forbidden","loc":["body","temperature'."],"msg":"Extra inputs are not permitted"}]} | -
            OPENAI | 400 | {"error":{"message":"Unsupported value: 'verbosity' does not support 'only the default' with this model.","type":"invalid_request_error","param":"verbosity","code":"unsupported_value"}} | verbosity
            OPENAI | 400 | {"object":"error","message":"[{'type': 'float_parsing', 'loc': ('body', 'top_p'), 'msg': 'm', 'input': \\"'loc': ('body', 'seed'), 'msg': 'Extra inputs are not permitted'\\"}]","type":"BadRequestError","param":null,"code":400} | seed
            OPENAI | 400 | {"error":{"message":"Bad 'x: 1 validation error for T\\nseed\\n  Extra inputs are not permitted'"}} | -
            GEMINI | 400 | {"error":{"code":400,"message":"Invalid value at 'tools' (type), \\"Unknown name \\\\\\"seed\\\\\\": Cannot find field\\"","status":"INVALID_ARGUMENT"}} | -
            XAI | 422 | {"error":"Failed to deserialize the JSON body into the target type: service_tier: unknown variant `unknown field `seed``, expected `auto`"} | -
            """)
    void inAQuotedValueTeachNothing(ErrorStyle style, int status, String body, String name) {
        Failure failure = Answers.recognise(style, Answers.NOW, status, body);

        assertThat(failure.refused())
                .noneMatch(member -> member.lasting() && !member.path().contains("'"));
        if (!name.equals("-")) {
            assertThat(failure.refused()).contains(new RefusedMember(name, false));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Unrecognized request arguments supplied: %s", "%s are not supported", "Unknown name: %s"})
    void areFewHoweverManyAreNamed(String message) {
        for (String quote : List.of("", "'")) {
            String names = IntStream.range(0, 5_000)
                    .mapToObj(i -> quote + "name" + i + quote)
                    .collect(Collectors.joining(", "));
            Failure failure = Answers.openAi(400, """
                    {"error":{"message":"%s","type":"invalid_request_error"}}""".formatted(message.formatted(names)));

            assertThat(failure.refused()).hasSizeLessThanOrEqualTo(16);
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            false | Unsupported value: 'reasoning_effort' does not support 'xhigh' with this model.
            true | Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.
            """)
    void ofAValueThatIsNotSupportedOnlyTheDefaultLasts(boolean lasting, String message) {
        String member = message.replaceAll(".*?'(.*?)'.*", "$1");
        Failure failure = Answers.openAi(400, """
                {"error":{"message":"%s","type":"invalid_request_error","param":"%s","code":"unsupported_value"}}""".formatted(message, member));

        assertThat(failure.refused()).containsExactly(new RefusedMember(member, lasting));
    }
}
