package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.IOException;
import java.time.Duration;
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

    @Test
    void itsAnswersStreamEndEarlyAndAreEmptyAsAnyOthers() throws IOException {
        try (FakeProvider provider = FakeProvider.start("sk-1");
                TestGateway gateway = TestGateway.builder()
                        .provider("openai", provider.v1(), "sk-1")
                        .set("keyway.global-timeout", "1s")
                        .with(Customized.class)
                        .start();
                Traffic traffic = new Traffic(gateway);
                LeakWatch leakWatch = new LeakWatch()) {
            assertThat(gateway.chatStream("openai/gpt-4o", "whole").body()).endsWith("data: [DONE]\n\n");

            provider.when(Match.bodyContaining("echo:left"))
                    .reply(Reply.chunks(100_000).gap(Duration.ofMillis(2)));
            RawClient client = RawClient.connect("127.0.0.1", gateway.origin().getPort())
                    .post("/v1/chat/completions", TestGateway.TOKEN, TestGateway.chatBody("m", "left", true));
            client.readUntil(" w2");
            client.close();
            provider.awaitAbandoned(Traffic.calls(provider).getLast(), Duration.ofSeconds(10));

            provider.when(Match.bodyContaining("echo:none")).reply(Reply.status(204));
            assertThat(gateway.chat("openai/gpt-4o", "none").statusCode()).isEqualTo(502);
            traffic.awaitNothingInFlight();
            assertThat(leakWatch.leaks()).isEmpty();
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
