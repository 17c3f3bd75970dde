package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.admission.Admission;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.request.Lease;
import dev.keyway.filters.request.Resolved;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** A host application's route between whose filters Keyway's run: when a request ends, and what another filter cannot make of it. */
class HostRouteIT {

    private static FakeProvider provider;
    private static TestGateway gateway;
    private static Leases leases;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-1");
        TestGateway.Builder builder =
                TestGateway.builder().provider("openai", provider.v1(), "sk-1").with(Filters.class);
        route(builder, 0, "alone", "SetRequestHeader=Authorization, Bearer sk-1", "SanitizePayload=openai");
        route(builder, 1, "retry", "Retry=2,BAD_REQUEST,POST", "CallProvider=openai");
        route(builder, 2, "fallback", "Again", "CallProvider=openai");
        route(builder, 3, "both", "Again", "SanitizePayload=openai", "CallProvider=openai");
        gateway = builder.start();
        leases = gateway.context().getBean(Leases.class);
    }

    private static void route(TestGateway.Builder builder, int index, String name, String... filters) {
        String route = "spring.cloud.gateway.server.webflux.routes[%d].".formatted(index);
        builder.set(route + "id", name)
                .set(route + "uri", provider.origin())
                .set(route + "predicates[0]", "Path=/" + name + "/**")
                .set(
                        route + "filters[0]",
                        "RewritePath=/" + name + "/(?<rest>.*), /v1/${rest}".replace("${rest}", "$\\{rest}"));
        for (int i = 0; i < filters.length; i++) {
            builder.set(route + "filters[" + (i + 1) + "]", filters[i]);
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
        leases.settled.clear();
    }

    @Test
    void aRequestThatIsOnlySanitizedEndsWithItsResponse() {
        provider.when(Match.streaming()).reply(Reply.chunks(20).gap(Duration.ofMillis(20)));

        HttpResponse<String> answer = post("/alone/chat/completions", true);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Awaiting.until(
                "the lease is settled", () -> !leases.settledOf("/alone/").isEmpty());
        assertThat(leases.settledOf("/alone/")).singleElement().satisfies(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(record.duration()).isGreaterThan(Duration.ofMillis(300));
        });
    }

    @Test
    void aRequestThatIsAnsweredIsNotServedAgain() {
        provider.when(Match.anyRequest()).reply(Reply.status(400));

        HttpResponse<String> answer = post("/retry/chat/completions", false);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void aRequestWhoseBodyIsGoneIsRefusedWithTheCause() {
        for (String path : List.of("/fallback/chat/completions", "/both/chat/completions")) {
            provider.reset();
            provider.when(Match.anyRequest()).reply(Reply.silence());

            HttpResponse<String> answer = post(path, false);

            assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(500);
            assertThat(answer.body()).as(path).contains("served before").contains("CallProvider fails over by itself");
            assertThat(provider.requests()).as(path).hasSize(1);
        }
        Awaiting.until("both requests and their successors are settled", () -> leases.settled.size() >= 2);
    }

    private static HttpResponse<String> post(String path, boolean stream) {
        return gateway.post(path, TestGateway.chatBody("gpt-4o", "host", stream));
    }

    @Configuration(proxyBeanMethods = false)
    static class Filters {

        @Bean
        Leases leases() {
            return new Leases();
        }

        @Bean
        AgainGatewayFilterFactory again() {
            return new AgainGatewayFilterFactory();
        }
    }

    static final class Leases implements Admission {

        private final List<RequestRecord> settled = new CopyOnWriteArrayList<>();

        /** A request of another test may settle late. */
        List<RequestRecord> settledOf(String path) {
            return settled.stream()
                    .filter(record -> record.path().startsWith(path))
                    .toList();
        }

        @Override
        public Mono<Lease> admit(Resolved request) {
            return Mono.just(settled::add);
        }
    }

    /** Runs the chain once more if it takes too long, as a circuit breaker with a fallback does. */
    static final class AgainGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {

        @Override
        public GatewayFilter apply(Object config) {
            return (exchange, chain) -> chain.filter(exchange)
                    .timeout(Duration.ofMillis(200))
                    .onErrorResume(TimeoutException.class, late -> chain.filter(exchange));
        }
    }
}
