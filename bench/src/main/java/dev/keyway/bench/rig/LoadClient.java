package dev.keyway.bench.rig;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Sends requests to this machine and tells what came back. Never fails: what breaks is an {@link Answer} too. */
public final class LoadClient implements AutoCloseable {

    private static final int CONNECTIONS = 20_000;

    private final ConnectionProvider connections;
    private final LoopResources loops = LoopResources.create("rig", 1, true);
    private final HttpClient http;
    private final Duration timeout;

    /**
     * Makes a client.
     *
     * @param timeout after which an exchange counts as hung
     */
    public LoadClient(Duration timeout) {
        this.timeout = timeout;
        this.connections = ConnectionProvider.builder("rig")
                .maxConnections(CONNECTIONS)
                .pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(timeout)
                .build();
        this.http = HttpClient.create(connections).runOn(loops).disableRetry(true);
    }

    /** Sends it when subscribed to. */
    public Mono<Answer> send(Shot shot) {
        requireThisMachine(shot.url());
        return http.headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + shot.token())
                        .set(HttpHeaderNames.CONTENT_TYPE, "application/json"))
                .post()
                .uri(shot.url())
                .send(Mono.fromSupplier(() -> Unpooled.copiedBuffer(shot.body(), StandardCharsets.UTF_8)))
                .response((response, body) ->
                        body.reduceWith(BodyWatch::new, BodyWatch::take).map(watch -> answer(response, watch)))
                .next()
                .timeout(timeout)
                .onErrorResume(error -> Mono.just(Answer.broken(trouble(error))));
    }

    private static Answer answer(HttpClientResponse response, BodyWatch body) {
        var headers = response.responseHeaders();
        String attempts = headers.get("x-keyway-attempts", "0");
        return new Answer(
                response.status().code(),
                "",
                headers.get("retry-after"),
                headers.get("x-keyway-origin"),
                attempts.matches("[0-9]{1,4}") ? Integer.parseInt(attempts) : 0,
                body.head(),
                body.tail());
    }

    private static String trouble(Throwable error) {
        return error instanceof TimeoutException ? "hung" : "broken";
    }

    static void requireThisMachine(URI url) {
        if (!"127.0.0.1".equals(url.getHost())) {
            throw new IllegalArgumentException("the rig talks to 127.0.0.1 only");
        }
    }

    @Override
    public void close() {
        connections.dispose();
        loops.dispose();
    }
}
