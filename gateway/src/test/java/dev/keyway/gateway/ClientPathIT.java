package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.raw.RawAnswer;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** A stream reaches its client whole whatever lies between: nothing, TLS, HTTP/2, compression, filters of others. */
class ClientPathIT {

    private static final String CHAT = "/v1/chat/completions";
    private static final String DONE = "data: [DONE]\n\n";
    private static final int CHUNKS = 40;

    private static FakeProvider provider;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-1");
        provider.when(Match.bodyContaining("echo:path")).reply(Reply.chunks(CHUNKS));
        provider.when(Match.bodyContaining("echo:large"))
                .reply(Reply.chunks(CHUNKS).chunkBytes(20_000));
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    void eventsThatComeTogetherGoOutAsOneChunk() throws IOException {
        try (FaultyServer talkative = FaultyServer.start(wire -> {
                    wire.read();
                    wire.send(chunked("one", "two", "three"));
                });
                TestGateway gateway = TestGateway.builder()
                        .provider("openai", talkative.v1(), "sk-1")
                        .start();
                RawClient client = RawClient.connect(gateway.origin())) {
            client.post(CHAT, TestGateway.TOKEN, body("path"));

            String answer = client.readUntil("\r\n0\r\n\r\n");

            String events = event("one") + event("two") + event("three") + DONE;
            assertThat(answer)
                    .endsWith("\r\n\r\n" + Integer.toHexString(events.length()) + "\r\n" + events + "\r\n0\r\n\r\n");
        }
    }

    private static String chunked(String... words) {
        StringBuilder answer = new StringBuilder(
                "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
        for (String word : words) {
            answer.append(chunk(event(word)));
        }
        return answer.append(chunk(DONE)).append("0\r\n\r\n").toString();
    }

    private static String event(String word) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + word + "\"}}]}\n\n";
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    @ParameterizedTest
    @CsvSource({"path", "large"})
    void aStreamIsCompressedWhereTheServerCompresses(String marker) throws IOException, InterruptedException {
        try (TestGateway gateway = gateway()
                .set("server.compression.enabled", true)
                .set("server.compression.mime-types", "text/event-stream")
                .set("server.compression.min-response-size", "1")
                .start()) {
            HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                    .send(
                            gateway.request(CHAT, "Accept-Encoding", "gzip")
                                    .POST(HttpRequest.BodyPublishers.ofString(body(marker)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());

            assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
            try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
                assertWhole(new String(plain.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false, HTTP_1_1", "true, HTTP_2"})
    void aStreamIsWholeOverTlsAndHttp2(boolean http2, HttpClient.Version version, @TempDir Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        PrivateAuthority authority = new PrivateAuthority(folder, "localhost");
        try (TestGateway gateway = gateway()
                .set("server.ssl.key-store", authority.store())
                .set("server.ssl.key-store-password", PrivateAuthority.PASSWORD)
                .set("server.ssl.key-alias", "server")
                .set("server.http2.enabled", http2)
                .start()) {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .sslContext(authority.client())
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create("https://localhost:"
                                            + gateway.origin().getPort() + CHAT))
                                    .header("Authorization", "Bearer " + TestGateway.TOKEN)
                                    .POST(HttpRequest.BodyPublishers.ofString(body("large")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(version);
            assertWhole(answer.body());
        }
    }

    @Test
    void anOldClientReadsUntilTheConnectionEnds() throws IOException {
        try (TestGateway gateway = gateway().start();
                RawClient client = RawClient.connect(gateway.origin())) {
            String request = client.requestHead("POST", CHAT, TestGateway.TOKEN).replace("HTTP/1.1", "HTTP/1.0");
            client.send(request + "content-length: " + body("path").length() + "\r\n\r\n" + body("path"));

            String answer = client.readToEnd();

            assertThat(answer).doesNotContainIgnoringCase("transfer-encoding").endsWith(DONE);
            assertWhole(answer);
        }
    }

    @Test
    void aFilterThatWrapsTheAnswerSeesAllOfIt() {
        try (TestGateway gateway = gateway().with(Weighed.class).start()) {
            HttpResponse<String> answer = gateway.chatStream("openai/gpt-4o", "large");

            assertWhole(answer.body());
            assertThat(gateway.context().getBean(Weighed.class).bytes)
                    .hasValue(answer.body().getBytes(StandardCharsets.UTF_8).length);
        }
    }

    /** If this fails after an upgrade, see decision 49. */
    @Test
    void theConnectionOfAClientHasTheHandlersThatTheDirectWriterKnows() {
        try (TestGateway gateway = gateway().with(Handlers.class).start()) {
            assertWhole(gateway.chatStream("openai/gpt-4o", "path").body());

            assertThat(gateway.context().getBean(Handlers.class).seen)
                    .containsExactly(
                            "reactor.left.httpCodec = HttpServerCodec",
                            "reactor.left.httpTrafficHandler = HttpTrafficHandler",
                            "reactor.right.reactiveBridge = ChannelOperationsHandler");
        }
    }

    @ParameterizedTest
    @CsvSource({"path", "large"})
    void theDirectWaySendsWhatTheServerWouldSend(String marker) throws IOException {
        try (TestGateway direct = gateway().start();
                TestGateway ordinary = gateway().with(Weighed.class).start()) {
            RawAnswer past = answer(direct, marker);
            RawAnswer through = answer(ordinary, marker);

            assertThat(past.status()).isEqualTo(through.status());
            assertThat(comparable(past)).isEqualTo(comparable(through));
            assertThat(past.body()).isEqualTo(through.body());
            assertWhole(past.body());
        }
    }

    /** Read twice on one connection: the server has seen the end of the first response. */
    private static RawAnswer answer(TestGateway gateway, String marker) throws IOException {
        try (RawClient client = RawClient.connect(gateway.origin())) {
            RawAnswer first = client.post(CHAT, TestGateway.TOKEN, body(marker)).readAnswer();
            RawAnswer second =
                    client.post(CHAT, TestGateway.TOKEN, body(marker)).readAnswer();
            assertThat(comparable(second)).isEqualTo(comparable(first));
            assertThat(second.body()).isEqualTo(first.body());
            return first;
        }
    }

    private static List<Map.Entry<String, String>> comparable(RawAnswer answer) {
        return answer.headers().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("x-request-id"))
                .toList();
    }

    private static void assertWhole(String answer) {
        assertThat(answer).contains(" w" + (CHUNKS - 1)).contains(DONE);
        assertThat(answer.split("data: ", -1)).hasSizeGreaterThan(CHUNKS);
    }

    private static TestGateway.Builder gateway() {
        return TestGateway.builder().provider("openai", provider.v1(), "sk-1");
    }

    private static String body(String marker) {
        return TestGateway.chatBody("openai/gpt-4o", marker, true);
    }

    @Configuration(proxyBeanMethods = false)
    static class Weighed {

        private final AtomicLong bytes = new AtomicLong();

        @Bean
        WebFilter weighing() {
            return this::weigh;
        }

        private Mono<Void> weigh(ServerWebExchange exchange, WebFilterChain chain) {
            return chain.filter(exchange.mutate()
                    .response(new ServerHttpResponseDecorator(exchange.getResponse()) {
                        @Override
                        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
                            return super.writeWith(
                                    Flux.from(body).doOnNext(buffer -> bytes.addAndGet(buffer.readableByteCount())));
                        }
                    })
                    .build());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Handlers {

        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Bean
        WebFilter listing() {
            return (exchange, chain) -> {
                HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
                request.withConnection(connection -> connection
                        .channel()
                        .pipeline()
                        .forEach(handler -> seen.add(handler.getKey() + " = "
                                + handler.getValue().getClass().getSimpleName())));
                return chain.filter(exchange);
            };
        }
    }
}
