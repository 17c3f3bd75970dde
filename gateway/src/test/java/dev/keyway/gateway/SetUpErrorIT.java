package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;

/** An Error at any step of setting up a connection fails the attempt at once, not when its time is over. */
class SetUpErrorIT {

    /** Where it is thrown. */
    enum Step {
        CONFIGURING,
        CONNECTING,
        INITIALISING,
        CONNECTED;

        HttpClient breakAt(HttpClient client) {
            return switch (this) {
                case CONFIGURING -> client.doOnRequest((request, link) -> fail());
                case CONNECTING -> client.doOnConnect(config -> fail());
                case INITIALISING -> client.doOnChannelInit((observer, channel, address) -> fail());
                case CONNECTED -> client.doOnConnected(link -> fail());
            };
        }
    }

    private static Step thrownAt = Step.CONNECTING;

    private static void fail() {
        throw new NoClassDefFoundError("thrown on purpose");
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {

        @Bean
        HttpClientCustomizer thrower() {
            return client -> thrownAt.breakAt(client);
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void failsTheAttemptAtOnce(Step step) {
        thrownAt = step;
        try (FakeProvider provider = FakeProvider.start("sk-1");
                TestGateway gateway = TestGateway.builder()
                        .provider("openai", provider.v1(), "sk-1")
                        .set("keyway.providers.openai.models[0]", "m")
                        .set("keyway.global-timeout", "1s")
                        .set("keyway.first-byte-timeout", "20s")
                        .set("logging.level.dev.keyway", "error")
                        .with(Customized.class)
                        .start();
                Traffic traffic = new Traffic(gateway)) {
            HttpResponse<String> answer = gateway.chat("openai/m", "x");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
            assertThat(answer.body()).contains("provider_error").doesNotContain("on purpose");
            assertThat(traffic.inFlight()).isZero();
        }
    }
}
