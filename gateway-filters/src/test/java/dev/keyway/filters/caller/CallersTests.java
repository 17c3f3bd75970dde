package dev.keyway.filters.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.problem.GatewayException;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

/** Whose token a request carries, in whichever of three headers. */
class CallersTests {

    private final Callers callers = new Callers(CallerIndex.of(List.of(Caller.of("blue", Secret.of("token-of-blue")))));

    @ParameterizedTest
    @ValueSource(strings = {"authorization", "x-api-key", "x-goog-api-key"})
    void oneHeaderIsEnoughWhateverTheOthersHold(String right) {
        HttpHeaders headers = new HttpHeaders();
        for (String header : List.of("authorization", "x-api-key", "x-goog-api-key")) {
            String value = header.equals(right) ? "token-of-blue" : "key-of-another-service";
            headers.set(header, header.equals("authorization") ? "Bearer " + value : value);
        }

        assertThat(callers.authenticate(headers).name()).isEqualTo("blue");
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

    private void refuses(HttpHeaders headers, String code) {
        assertThatThrownBy(() -> callers.authenticate(headers))
                .asInstanceOf(InstanceOfAssertFactories.type(GatewayException.class))
                .extracting(refusal -> refusal.error().code())
                .isEqualTo(code);
    }
}
