package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.keyway.filters.observe.AccountingHealth;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.time.Awaiting;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.contributor.Status;

/** What operators see of a gateway: metrics, the access log and health. */
class ObservationIT {

    private static FakeProvider provider;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-one", "sk-two");
        gateway = TestGateway.openAi(provider.v1(), "sk-one", "sk-two");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @Test
    void countsRequestsAttemptsTokensAndMoney() {
        gateway.chat("gpt-4o", "m");
        gateway.chatStream("gpt-4o", "m");

        String metrics = metrics();

        assertThat(metrics)
                .contains(
                        "keyway_requests_total{model=\"gpt-4o\",outcome=\"completed\",provider=\"openai\"}",
                        "keyway_attempts_total{model=\"gpt-4o\",provider=\"openai\",result=\"served\",status=\"200\"}",
                        "keyway_tokens_total{kind=\"input\",model=\"gpt-4o\",provider=\"openai\"}",
                        "keyway_tokens_total{kind=\"output\",model=\"gpt-4o\",provider=\"openai\"}",
                        "keyway_cost_dollars_total{model=\"gpt-4o\",provider=\"openai\"}",
                        "keyway_request_duration_seconds_count{model=\"gpt-4o\",provider=\"openai\"}",
                        "keyway_first_byte_seconds_count{model=\"gpt-4o\",provider=\"openai\"}",
                        "keyway_request_duration_seconds_bucket{model=\"gpt-4o\",provider=\"openai\",le=\"0.05\"}",
                        "keyway_request_duration_seconds_bucket{model=\"gpt-4o\",provider=\"openai\",le=\"600.0\"}",
                        "keyway_first_byte_seconds_bucket{model=\"gpt-4o\",provider=\"openai\",le=\"2.5\"}",
                        "keyway_queue_wait_seconds_count{provider=\"openai\"}",
                        "keyway_keys{provider=\"openai\",state=\"ready\"} 2.0",
                        "keyway_keys{provider=\"openai\",state=\"cooling\"} 0.0",
                        "keyway_keys{provider=\"openai\",state=\"locked\"} 0.0",
                        "keyway_in_flight{provider=\"openai\"} 0.0",
                        "keyway_queue_depth{provider=\"openai\"} 0.0");
        assertThat(metrics).doesNotContain("sk-one", TestGateway.TOKEN);
    }

    @Test
    void keepsNoSeriesForNamesThatCallersMakeUp() {
        provider.when(request -> request.model().startsWith("made-up-"))
                .reply(Errors.openAi().modelNotFound());
        for (int i = 0; i < 500; i++) {
            gateway.chat("made-up-" + i, "m");
        }
        gateway.chat("gpt-4o-mini", "m");

        assertThat(metrics()).doesNotContain("made-up-").contains("model=\"gpt-4o-mini\"");

        for (int i = 0; i < 500; i++) {
            gateway.chat("served-" + i, "m");
        }
        assertThat(metrics()
                        .lines()
                        .filter(line -> line.startsWith("keyway_requests_total") && line.contains("served-")))
                .hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void writesOneLineForEachRequest() {
        Logger access = (Logger) LoggerFactory.getLogger("keyway.access");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        access.addAppender(lines);
        Level before = access.getLevel();
        assertThat(before).isEqualTo(Level.INFO);

        gateway.chat("gpt-4o", "m");
        HttpResponse<String> odd = gateway.chatStream("line\\n2026 id=forged status=200", "m");
        assertThat(odd.statusCode()).as(odd.body()).isEqualTo(200);
        assertThat(odd.headers().firstValue("x-keyway-model")).hasValue("line%0A2026%20id=forged%20status=200");
        gateway.post("/v1/chat/completions", "{");
        gateway.get("/v1/models");
        TestGateway.send(HttpRequest.newBuilder(gateway.origin().resolve("/v1/models?key=" + TestGateway.TOKEN)));

        Awaiting.until("five lines", () -> lines.list.size() >= 5);
        access.detachAppender(lines);
        List<String> texts =
                lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(texts).hasSize(5).allSatisfy(line -> {
            assertThat(line).doesNotContain("\n", TestGateway.TOKEN, "?key");
            assertThat(line).matches("id=req_\\S+ path=.*");
        });
        assertThat(texts)
                .anySatisfy(line -> assertThat(line)
                        .contains("caller=test", "provider=openai", "model=gpt-4o ", "outcome=completed")
                        .contains("status=200", "attempts=1"))
                .anySatisfy(line -> assertThat(line).contains("model=\"line\\n2026 id=forged status=200\""))
                .anySatisfy(line -> assertThat(line).contains("status=400", "code=invalid_json"))
                .anySatisfy(line -> assertThat(line).contains("caller=test", "status=200", "path=/v1/models"))
                .anySatisfy(line -> assertThat(line).contains("status=401", "code=missing_token"));
    }

    @Test
    void saysThatItIsAliveAndReady() {
        assertThat(management("/actuator/health/liveness").body()).contains("\"status\":\"UP\"");
        assertThat(management("/actuator/health/readiness").body()).contains("\"status\":\"UP\"");
        HealthEndpointGroups groups = gateway.context().getBean(HealthEndpointGroups.class);
        assertThat(Objects.requireNonNull(groups.get("readiness")).isMember("accounting"))
                .isTrue();
        assertThat(gateway.context().getBean(AccountingHealth.class).health().getStatus())
                .isEqualTo(Status.UP);
        assertThat(management("/actuator/env").statusCode()).isEqualTo(404);
        assertThat(TestGateway.send(HttpRequest.newBuilder(gateway.origin().resolve("/actuator/health")))
                        .statusCode())
                .isEqualTo(404);
    }

    private static String metrics() {
        return management("/actuator/prometheus").body();
    }

    private static HttpResponse<String> management(String path) {
        String port = Objects.requireNonNull(gateway.context().getEnvironment().getProperty("local.management.port"));
        return TestGateway.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
    }
}
