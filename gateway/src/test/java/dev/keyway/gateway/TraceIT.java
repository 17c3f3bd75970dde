package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.usage.Usage;
import dev.keyway.contract.Secret;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestHead;
import dev.keyway.filters.record.RequestObservation;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.record.Spend;
import dev.keyway.filters.settings.NetworkSettings;
import dev.keyway.filters.settings.TraceSettings;
import dev.keyway.filters.trace.SpanExport;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spans of requests and their upstream calls, as a collector gets them. */
class TraceIT {

    private static final String KEY = "sk-c4n4ry-one";
    private static final String OTHER_KEY = "sk-c4n4ry-two";
    private static final String COLLECTORS_KEY = "c4n4ry of the collector";
    private static final String CALLERS_SPAN = "00f067aa0ba902b7";

    private static TraceCollector collector;
    private static FakeProvider provider;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        collector = TraceCollector.start();
        provider = FakeProvider.start(KEY, OTHER_KEY);
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), KEY, OTHER_KEY)
                .provider("anthropic", provider.v1(), KEY)
                .set("keyway.traces.endpoint", collector.origin())
                .set("keyway.traces.headers.x-collector-key", COLLECTORS_KEY)
                .set("keyway.traces.service-name", "our-gateway")
                .set("keyway.traces.resource[deployment.environment.name]", "test")
                .start();
    }

    @AfterAll
    static void stop() {
        try {
            assertThat(collector.text())
                    .doesNotContain(KEY, OTHER_KEY, TestGateway.TOKEN, COLLECTORS_KEY)
                    .doesNotContain("echo:");
        } finally {
            gateway.close();
            provider.close();
            collector.close();
        }
    }

    @BeforeEach
    void forget() {
        provider.reset();
        collector.answerWith(200);
    }

    @Test
    void joinsTheCallersTraceAndCarriesItUp() {
        String trace = newTrace();

        HttpResponse<String> answer = chat("gpt-4o", trace, "01");

        List<Span> spans = collector.awaitTrace(trace, 2);
        Span request = spans.getFirst();
        assertThat(request.getName()).isEqualTo("POST /v1/chat/completions");
        assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(TraceCollector.parent(request)).isEqualTo(CALLERS_SPAN);
        assertThat(request.getTraceState()).isEqualTo("vendor=value");
        assertThat(TraceCollector.attributes(request))
                .containsEntry("http.route", "/v1/chat/completions")
                .containsEntry("http.request.method", "POST")
                .containsEntry("http.response.status_code", "200")
                .containsEntry(
                        "keyway.request.id",
                        answer.headers().firstValue("x-request-id").orElseThrow())
                .containsEntry("keyway.caller", "test")
                .containsEntry("keyway.outcome", "completed")
                .containsEntry("keyway.attempts", "1")
                .containsEntry("keyway.stream", "false");
        Span attempt = spans.getLast();
        assertThat(attempt.getName()).isEqualTo("chat gpt-4o");
        assertThat(attempt.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(TraceCollector.parent(attempt)).isEqualTo(TraceCollector.id(request));
        assertThat(TraceCollector.attributes(attempt))
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "openai")
                .containsEntry("gen_ai.request.model", "gpt-4o")
                .containsEntry("server.address", "127.0.0.1")
                .containsEntry("server.port", Integer.toString(provider.port()))
                .containsEntry("http.response.status_code", "200")
                .containsEntry("keyway.result", "served")
                .containsEntry("keyway.attempt", "1")
                .containsKeys("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "keyway.cost.nano_dollars")
                .doesNotContainKey("error.type");
        assertThat(TraceCollector.attributes(attempt).get("keyway.cost.nano_dollars"))
                .isEqualTo(TraceCollector.attributes(request).get("keyway.cost.nano_dollars"));
        assertThat(provider.lastRequest().headers("traceparent"))
                .containsExactly("00-" + trace + "-" + TraceCollector.id(attempt) + "-01");
        assertThat(provider.lastRequest().header("tracestate")).isNull();
        assertThat(provider.lastRequest().header("baggage")).isNull();
    }

    @Test
    void showsEveryAttemptOfAFailover() {
        provider.when(Match.path("/chat/completions")).once().reply(Reply.status(500));
        String trace = newTrace();

        assertThat(chat("gpt-4o", trace, "01").statusCode()).isEqualTo(200);

        List<Span> spans = collector.awaitTrace(trace, 3);
        assertThat(spans.getFirst().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        assertThat(TraceCollector.attributes(spans.getFirst())).containsEntry("keyway.attempts", "2");
        assertThat(spans.get(1).getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(TraceCollector.attributes(spans.get(1)))
                .containsEntry("error.type", "server")
                .containsEntry("http.response.status_code", "500");
        assertThat(TraceCollector.attributes(spans.get(2)))
                .containsEntry("keyway.result", "served")
                .containsEntry("keyway.attempt", "2");
        assertThat(provider.requests(Match.path("/chat/completions")))
                .extracting(call -> call.header("traceparent"))
                .doesNotHaveDuplicates();
    }

    @Test
    void marksTheFirstByteOfAStream() {
        provider.when(Match.streaming()).once().reply(Reply.chunks(5).gap(Duration.ofMillis(20)));
        String trace = newTrace();

        gateway.post(
                "/v1/chat/completions",
                TestGateway.chatBody("openai/gpt-4o", "stream", true),
                "traceparent",
                traceparent(trace, "01"));

        List<Span> spans = collector.awaitTrace(trace, 2);
        assertThat(TraceCollector.attributes(spans.getFirst())).containsEntry("keyway.stream", "true");
        assertThat(spans).allSatisfy(span -> {
            assertThat(span.getEventsList()).hasSize(1);
            assertThat(span.getEvents(0).getName()).isEqualTo("first byte");
            assertThat(span.getEvents(0).getTimeUnixNano())
                    .isBetween(span.getStartTimeUnixNano() - 2_000_000, span.getEndTimeUnixNano());
        });
    }

    @Test
    void tellsABrokenStreamFromOneThatTheCallerLeft() throws IOException {
        provider.when(Match.streaming()).once().reply(Reply.chunks(5).resetAfter(2));
        String broken = newTrace();
        gateway.post(
                "/v1/chat/completions",
                TestGateway.chatBody("openai/gpt-4o", "broken", true),
                "traceparent",
                traceparent(broken, "01"));
        provider.when(Match.streaming()).once().reply(Reply.chunks(5).silentAfter(2));
        String left = newTrace();
        try (RawClient client = RawClient.connect(gateway.origin())) {
            String body = TestGateway.chatBody("openai/gpt-4o", "left", true);
            client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer " + TestGateway.TOKEN
                    + "\r\ncontent-type: application/json\r\ntraceparent: " + traceparent(left, "01")
                    + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
            client.readUntil(" w1");
        }

        assertThat(collector.awaitTrace(broken, 2)).allSatisfy(span -> {
            assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(TraceCollector.attributes(span)).containsKey("error.type");
        });
        assertThat(collector.awaitTrace(left, 2)).allSatisfy(span -> {
            assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/embeddings, 404, model_not_found, /v1/embeddings",
        "/v1/files/file-1, 404, operation_not_supported, /v1/**",
        "/anthropic/v1/files, 404, operation_not_supported, "
    })
    void tracesWhatIsRefusedWithoutAnAttempt(String path, int status, String code, String route) {
        String trace = newTrace();

        HttpResponse<String> answer = gateway.post(
                path,
                TestGateway.chatBody("no-such-provider/and-no-such-model", "x", false),
                "traceparent",
                traceparent(trace, "01"));

        assertThat(answer.statusCode()).isEqualTo(status);
        Span span = collector.awaitTrace(trace, 1).getFirst();
        assertThat(span.getName()).isEqualTo(route == null ? "POST" : "POST " + route);
        assertThat(TraceCollector.attributes(span))
                .containsEntry("http.response.status_code", Integer.toString(status))
                .containsEntry("keyway.error.code", code);
        assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    }

    @Test
    void makesNoSpansOfTracesThatTheCallerDoesNotKeep() {
        String trace = newTrace();
        String kept = newTrace();

        chat("gpt-4o", trace, "00");
        String up = provider.lastRequest().header("traceparent");
        chat("gpt-4o", kept, "01");

        collector.awaitTrace(kept, 2);
        assertThat(collector.text()).doesNotContain(trace);
        assertThat(up).startsWith("00-" + trace + "-").endsWith("-00");
    }

    @Test
    void beginsATraceWhereTheCallerSendsNoneOrNonsense() {
        for (String nonsense : new String[] {null, "00-zz-1-01", "ff-" + newTrace() + "-" + CALLERS_SPAN + "-01", ""}) {
            HttpResponse<String> answer = nonsense == null
                    ? gateway.chat("openai/gpt-4o", "x")
                    : gateway.post(
                            "/v1/chat/completions",
                            TestGateway.chatBody("openai/gpt-4o", "x", false),
                            "traceparent",
                            nonsense);
            assertThat(answer.statusCode()).isEqualTo(200);
            String up = Objects.requireNonNull(provider.lastRequest().header("traceparent"));
            assertThat(up).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]");
            Span request = collector.awaitTrace(up.substring(3, 35), 2).getFirst();
            assertThat(TraceCollector.parent(request)).isEmpty();
        }
    }

    @Test
    void saysWhoSendsWithTheCollectorsOwnKey() {
        String trace = newTrace();
        chat("gpt-4o", trace, "01");
        collector.awaitTrace(trace, 2);

        assertThat(collector.resource())
                .containsEntry("service.name", "our-gateway")
                .containsEntry("deployment.environment.name", "test");
        assertThat(collector.headers())
                .allSatisfy(headers ->
                        assertThat(headers.getFirst("x-collector-key")).isEqualTo(COLLECTORS_KEY));
    }

    @Test
    void servesWhileTheCollectorDoesNotAndCountsWhatItLost() {
        collector.answerWith(400);
        double before = count("failed");

        assertThat(chat("gpt-4o", newTrace(), "01").statusCode()).isEqualTo(200);

        Awaiting.until("two spans are counted as lost", Duration.ofSeconds(10), () -> count("failed") >= before + 2);
    }

    @Test
    void reachesACollectorBehindThePrivateAuthority(@TempDir Path folder) throws Exception {
        PrivateAuthority authority = new PrivateAuthority(folder, "localhost");
        try (TraceCollector secure = TraceCollector.start(authority.server())) {
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            TraceSettings settings = new TraceSettings(
                    URI.create("https://localhost:" + secure.port() + "/"),
                    Map.of("authorization", Secret.of("Bearer x")),
                    "gateway",
                    Map.of(),
                    1);
            NetworkSettings network = new NetworkSettings(null, List.of(), authority.pem());
            try (SpanExport export = SpanExport.to(settings, network, meters)) {
                RequestObservation trace =
                        export.begin(new RequestHead("req_1", Instant.now(), "GET", "/v1/models", new NoHeaders()));
                trace.onEnded(new RequestRecord(
                        "req_1",
                        Instant.now(),
                        "/v1/models",
                        null,
                        null,
                        null,
                        null,
                        false,
                        Outcome.COMPLETED,
                        200,
                        null,
                        0,
                        Usage.ZERO,
                        false,
                        Spend.NOTHING,
                        null,
                        Duration.ZERO));
            }
            assertThat(secure.spans()).extracting(Span::getName).containsExactly("GET /v1/models");
            assertThat(meters.get("keyway.trace.spans")
                            .tag("result", "exported")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    private static final class NoHeaders implements RequestHead.Headers {

        @Override
        public @Nullable String first(String name) {
            return null;
        }

        @Override
        public List<Map.Entry<String, String>> all() {
            return List.of();
        }
    }

    private static double count(String result) {
        Counter counter = gateway.context()
                .getBean(MeterRegistry.class)
                .find("keyway.trace.spans")
                .tag("result", result)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private static HttpResponse<String> chat(String model, String trace, String flags) {
        return gateway.post(
                "/v1/chat/completions",
                TestGateway.chatBody("openai/" + model, "traced", false),
                "traceparent",
                traceparent(trace, flags),
                "tracestate",
                "vendor=value",
                "baggage",
                "customer=secret");
    }

    private static String traceparent(String trace, String flags) {
        return "00-" + trace + "-" + CALLERS_SPAN + "-" + flags;
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
