package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application says of Spring Cloud Gateway's HTTP client holds for the calls of providers too. */
class CustomizedClientIT {

    @Test
    void callsProvidersWithTheClientThatTheApplicationCustomized() {
        try (FakeProvider provider = FakeProvider.start("sk-1");
                TestGateway gateway = TestGateway.builder()
                        .provider("openai", provider.v1(), "sk-1")
                        .with(Customized.class)
                        .start()) {
            assertThat(gateway.chat("openai/gpt-4o", "custom").statusCode()).isEqualTo(200);
            assertThat(gateway.context().getBean(Customized.class).connections).hasPositiveValue();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {

        private final AtomicInteger connections = new AtomicInteger();

        @Bean
        HttpClientCustomizer counting() {
            return client -> client.doOnConnected(link -> connections.incrementAndGet());
        }
    }
}
