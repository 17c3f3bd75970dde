package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.admission.Admission;
import dev.keyway.filters.body.BodyBudget;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.request.Lease;
import dev.keyway.filters.request.Resolved;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Every request passes the admission once, whichever path it comes by, before a key is taken. */
class AdmissionIT {

    private static final String ROUTE = "spring.cloud.gateway.server.webflux.routes[0].";
    private static final String CHAT = "/v1/chat/completions";
    private static final String NATIVE = "/anthropic/v1/messages";
    private static final String HOST = "/own/chat/completions";

    private static FakeProvider provider;
    private static TestGateway gateway;
    private static Fake admission;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-1");
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-1")
                .provider("anthropic", provider.v1(), "sk-1")
                .set(ROUTE + "id", "own")
                .set(ROUTE + "uri", provider.origin())
                .set(ROUTE + "predicates[0]", "Path=/own/**")
                .set(ROUTE + "filters[0]", "SanitizePayload=openai")
                .set(ROUTE + "filters[1]", "CallProvider=openai")
                .with(Limits.class)
                .start();
        admission = gateway.context().getBean(Fake.class);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
        admission.reset();
    }

    @ParameterizedTest
    @CsvSource({
        CHAT + ", openai/gpt-4o",
        "/v1/messages, anthropic/claude-sonnet-4-5",
        NATIVE + ", claude-sonnet-4-5",
        HOST + ", gpt-4o"
    })
    void refusesInTheDialectOfTheCallerAndTakesNoKey(String path, String model) {
        admission.answer = Mono.error(new GatewayException(ErrorCode.KEYS_BUSY, "The budget is used up."));

        HttpResponse<String> answer = gateway.post(path, TestGateway.chatBody(model, "refused", false));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        assertThat(answer.body()).contains("The budget is used up.");
        boolean isAnthropic = path.endsWith("/messages");
        assertThat(answer.body().contains("\"type\":\"error\"")).isEqualTo(isAnthropic);
        assertThat(admission.asked).hasSize(1);
        assertThat(provider.requests()).isEmpty();
        awaitNothingHeld();
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, HOST})
    void settlesTheLeaseOfARequestThatIsAdmittedLater(String path) {
        admission.answer = Mono.<Lease>just(admission.settled::add).publishOn(Schedulers.parallel());

        HttpResponse<String> answer = gateway.post(path, TestGateway.chatBody("openai/gpt-4o", "later", false));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(awaitSettled().outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(awaitSettled().usage().completionTokens()).isPositive();
        assertThat(admission.asked.getFirst().targets()).hasSize(1);
        awaitNothingHeld();
    }

    @Test
    void settlesTheLeaseOfARequestThatEndsInAnError() {
        provider.when(Match.anyRequest()).reply(Reply.status(400));

        HttpResponse<String> answer = gateway.chat("openai/gpt-4o", "wrong");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(awaitSettled().outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void settlesTheLeaseOfARequestWhoseClientLeaves() throws IOException {
        provider.when(Match.streaming()).reply(Reply.chunks(1000).gap(Duration.ofMillis(10)));
        try (RawClient client = RawClient.connect(gateway.origin())) {
            client.post(CHAT, TestGateway.TOKEN, TestGateway.chatBody("openai/gpt-4o", "gone", true));
            client.readUntil("data: ");
        }

        assertThat(awaitSettled().outcome()).isEqualTo(Outcome.CANCELLED);
    }

    private static RequestRecord awaitSettled() {
        Awaiting.until("the lease is settled", () -> !admission.settled.isEmpty());
        assertThat(admission.settled).hasSize(1);
        return admission.settled.getFirst();
    }

    private static void awaitNothingHeld() {
        BodyBudget budget = gateway.context().getBean(BodyBudget.class);
        Awaiting.until("no body is held", () -> budget.held() == 0);
    }

    @Configuration(proxyBeanMethods = false)
    static class Limits {

        @Bean
        Fake limits() {
            return new Fake();
        }
    }

    static final class Fake implements Admission {

        private final List<Resolved> asked = new CopyOnWriteArrayList<>();
        private final List<RequestRecord> settled = new CopyOnWriteArrayList<>();
        private volatile Mono<Lease> answer = Mono.empty();

        @Override
        public Mono<Lease> admit(Resolved request) {
            asked.add(request);
            return answer;
        }

        void reset() {
            asked.clear();
            settled.clear();
            answer = Mono.just(settled::add);
        }
    }
}
