package dev.keyway.filters.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.problem.GatewayException;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A client that sends all before it reads anything gets its answer, by whichever way its body is too large. */
class BodyReaderIT {

    private static final int MIB = 1024 * 1024;

    private final BodyBudget budget = new BodyBudget(64L * MIB);
    private final BodyReader reader = new BodyReader(
            20 * MIB,
            budget,
            PooledByteBufAllocator.DEFAULT,
            new BodyWatch(BodyPace.DEFAULT, Clock.systemUTC()),
            Schedulers.boundedElastic());
    private final HttpHandler handler = (request, response) -> reader.read(request.getHeaders(), request.getBody(), "")
            .doOnNext(RequestBody::release)
            .thenReturn(200)
            .onErrorResume(GatewayException.class, e -> Mono.just(e.error().status()))
            .flatMap(status -> {
                response.setStatusCode(HttpStatusCode.valueOf(status));
                return response.setComplete();
            });
    private DisposableServer server;

    @BeforeEach
    void start() {
        server = HttpServer.create()
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(handler))
                .bindNow();
    }

    @AfterEach
    void stop() {
        server.disposeNow();
        assertThat(budget.held()).isZero();
    }

    @Test
    void takesTwentyMebibytesAndAnswersMoreWith413() throws Exception {
        assertThat(status(BodyPublishers.ofByteArray(new byte[20 * MIB]))).isEqualTo(200);
        assertThat(status(BodyPublishers.ofByteArray(new byte[21 * MIB]))).isEqualTo(413);
        assertThat(status(chunked(20 * MIB))).isEqualTo(200);
        assertThat(status(chunked(21 * MIB))).isEqualTo(413);
    }

    private static BodyPublisher chunked(int size) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[size]));
    }

    private int status(BodyPublisher body) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port()))
                    .POST(body)
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
