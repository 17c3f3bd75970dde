package dev.keyway.filters.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.TestCallers;
import dev.keyway.filters.model.TokenSecret;
import dev.keyway.filters.problem.GatewayException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

/** Whose token a request carries, in whichever of three headers. */
class CallersTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Callers callers = new Callers(CallerIndex.of(List.of(Caller.of("blue", Secret.of("token-of-blue")))));

    @ParameterizedTest
    @ValueSource(strings = {"authorization", "x-api-key", "x-goog-api-key"})
    void oneHeaderIsEnoughWhateverTheOthersHold(String right) {
        HttpHeaders headers = new HttpHeaders();
        for (String header : List.of("authorization", "x-api-key", "x-goog-api-key")) {
            String value = header.equals(right) ? "token-of-blue" : "key-of-another-service";
            headers.set(header, header.equals("authorization") ? "Bearer " + value : value);
        }

        assertThat(callers.authenticate(headers, NOW).name()).isEqualTo("blue");
    }

    @Test
    void refusesSeveralHeadersThatHoldNoToken() {
        HttpHeaders headers = new HttpHeaders();
        headers.set("authorization", "Basic token-of-blue");
        refuses(headers, "missing_token");

        headers.set("x-api-key", "  ");
        refuses(headers, "missing_token");

        headers.set("x-goog-api-key", "other");
        refuses(headers, "invalid_token");
    }

    @Test
    void acceptsARotatedSecretUntilItsGraceIsOver() {
        Caller rotated = new Caller(
                "id",
                "blue",
                TestCallers.SEARCH,
                List.of(
                        TokenSecret.of(TestCallers.digest("new")),
                        new TokenSecret(TestCallers.digest("old"), NOW.plusSeconds(1))),
                null,
                false,
                Policy.NONE);
        Callers known = new Callers(CallerIndex.of(List.of(rotated)));

        assertThat(known.authenticate(bearer("old"), NOW).name()).isEqualTo("blue");
        assertThat(known.authenticate(bearer("new"), NOW.plusSeconds(1)).name()).isEqualTo("blue");
        refuses(known, bearer("old"), NOW.plusSeconds(1), "expired_token");
    }

    @Test
    void namesARevokedTokenAsLongAsItIsKnown() {
        Caller blue = TestCallers.caller("blue", TestCallers.SEARCH);
        Instant until = NOW.plus(Duration.ofDays(30));
        Callers known = new Callers(
                CallerIndex.of(List.of(blue)).changes().revoke(blue.id(), until).done());
        HttpHeaders headers = bearer("token-of-blue");
        headers.set("x-api-key", "another");

        refuses(known, headers, until.minusSeconds(1), "revoked_token");
        refuses(known, headers, until, "invalid_token");
    }

    private static HttpHeaders bearer(String token) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(token);
        return headers;
    }

    private void refuses(HttpHeaders headers, String code) {
        refuses(callers, headers, NOW, code);
    }

    private static void refuses(Callers known, HttpHeaders headers, Instant now, String code) {
        assertThatThrownBy(() -> known.authenticate(headers, now))
                .asInstanceOf(InstanceOfAssertFactories.type(GatewayException.class))
                .extracting(refusal -> refusal.error().code())
                .isEqualTo(code);
    }
}
