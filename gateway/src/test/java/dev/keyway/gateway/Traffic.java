package dev.keyway.gateway;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.time.Awaiting;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;

/** Many clients of one gateway at once, and what its pools say of them. */
final class Traffic implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TestGateway gateway;

    Traffic(TestGateway gateway) {
        this.gateway = gateway;
    }

    CompletableFuture<HttpResponse<String>> chat(String model, String marker, boolean stream) {
        return post("/v1/chat/completions", TestGateway.chatBody(model, marker, stream));
    }

    CompletableFuture<HttpResponse<String>> post(String path, String body) {
        HttpRequest request = gateway.request(path)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /** So many requests, so many of them at a time; each answer at the index of its request. */
    static <T> List<T> run(int count, int atOnce, IntFunction<CompletableFuture<T>> request) {
        Semaphore free = new Semaphore(atOnce);
        List<CompletableFuture<T>> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            free.acquireUninterruptibly();
            CompletableFuture<T> one = request.apply(i);
            all.add(one);
            CompletableFuture<T> unused = one.whenComplete((answer, error) -> free.release());
        }
        return all.stream().map(CompletableFuture::join).toList();
    }

    /** What a provider was asked for clients; the gateway itself asks it for its models now and then. */
    static List<ReceivedRequest> calls(FakeProvider provider) {
        return provider.requests(Match.path("/models").not());
    }

    /** Calls in flight, as the gateway itself tells. */
    int inFlight() {
        int sum = 0;
        for (JsonNode provider :
                Answers.json(gateway.get("/v1/providers").body()).path("data")) {
            sum += provider.at("/keys/in_flight").asInt();
        }
        return sum;
    }

    /** What the gateway tells of the keys of its only provider: {@code ready}, {@code cooling}, {@code locked}. */
    int keys(String state) {
        return Answers.json(gateway.get("/v1/providers").body())
                .at("/data/0/keys/" + state)
                .asInt();
    }

    /** Waits until no key is in use. The machine may be busy: what should take milliseconds is given seconds. */
    void awaitNothingInFlight() {
        Awaiting.until("no call in flight", PATIENCE, () -> inFlight() == 0);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
