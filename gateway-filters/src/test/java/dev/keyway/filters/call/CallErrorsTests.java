package dev.keyway.filters.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.problem.GatewayError;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallErrorsTests {

    private static final Failure BROKEN = Failure.of(FailureClass.SERVER, "the provider failed");
    private static final Duration WAIT = Duration.ofSeconds(7);

    @Test
    void tellsThatKeysAreBusyAlsoToARequestThatFailedBefore() {
        GatewayError told = CallErrors.of(new Refusal.Busy(WAIT), BROKEN, "gpt-4o");

        assertThat(told.status()).isEqualTo(429);
        assertThat(told.code()).isEqualTo("keys_busy");
        assertThat(told.retryAfter()).isEqualTo(WAIT);
    }

    @Test
    void tellsThatKeysCoolAlsoToARequestThatFailedBefore() {
        GatewayError told = CallErrors.of(new Refusal.Cooling(WAIT), BROKEN, "gpt-4o");

        assertThat(told.status()).isEqualTo(429);
        assertThat(told.code()).isEqualTo("keys_cooling");
        assertThat(told.retryAfter()).isEqualTo(WAIT);
    }

    @Test
    void tellsARequestThatTheBreakerHeldBackWhatTheProviderDidToIt() {
        GatewayError told = CallErrors.of(new Refusal.HeldBack(WAIT), BROKEN, "gpt-4o");

        assertThat(told.status()).isEqualTo(502);
        assertThat(told.code()).isEqualTo("provider_error");
    }
}
