package dev.keyway.filters.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.ErrorStyle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A 403 costs a key the model only where it says that the key may not use it; any other is compared. */
class PermissionFaultsTests {

    @ParameterizedTest(name = "{0} {1} is unexplained: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            OPENAI | {"error":{"message":"Your organization does not have access to this model.","type":"invalid_request_error","code":null}} | false
            OPENAI | {"error":{"message":"Project `proj_1` does not have access to model `gpt-4o`","type":"invalid_request_error","code":null}} | false
            OPENAI | {"error":{"message":"You are not allowed to sample from this model","type":"invalid_request_error","code":null}} | false
            OPENAI | {"error":{"message":"The model `m` is not available for your account.","type":"t","code":null}} | false
            OPENAI | {"error":{"message":"Country, region, or territory not supported","type":"request_forbidden","code":"unsupported_country_region_territory"}} | false
            OPENAI | {"error":{"message":"You have insufficient permissions for this operation. Missing scopes: model.request.","type":"invalid_request_error","code":null}} | false
            XAI | {"code":"permission-denied","error":"Team is blocked"} | false
            XAI | {"code":"permission-denied","error":"Team is not authorized"} | false
            GEMINI | {"error":{"code":403,"message":"Generative Language API has not been used in project 1 before or it is disabled.","status":"PERMISSION_DENIED","details":[{"reason":"SERVICE_DISABLED"}]}} | false
            GROQ | {"error":{"message":"m","type":"permissions_error","code":"model_permission_blocked_project"}} | false
            GEMINI | {"error":{"code":403,"message":"You do not have permission to access the File abc or it may not exist.","status":"PERMISSION_DENIED"}} | true
            GEMINI | {"error":{"code":403,"message":"CachedContent not found (or permission denied)","status":"PERMISSION_DENIED"}} | true
            ANTHROPIC | {"type":"error","error":{"type":"permission_error","message":"Your API key does not have permission to use the specified resource."}} | true
            OPENAI | <html><body>Sorry, you have been blocked</body></html> | true
            OPENAI | {"error":{"message":"Forbidden","type":"t","code":null}} | true
            NVIDIA_NIM | {"status":403,"title":"Forbidden"} | true
            FIREWORKS | {"error":{"object":"error","type":"error","code":"forbidden","message":"m"}} | true
            OPENAI | {"error":{"message":"Blocked by policy: 'my key has no access to this model'","type":"t","code":null}} | true
            OPENAI | {"error":{"message":"You don't have access to the model m.","type":"t","code":null}} | false
            """)
    void areKnownByWhatTheProviderSays(ErrorStyle style, String body, boolean unexplained) {
        Failure failure = FailureRecogniser.of(style, InstantSource.fixed(Instant.EPOCH))
                .recognise(403, name -> null, body.getBytes(StandardCharsets.UTF_8));

        assertThat(failure.kind()).isEqualTo(FailureClass.PERMISSION);
        assertThat(failure.unexplained()).isEqualTo(unexplained);
    }
}
