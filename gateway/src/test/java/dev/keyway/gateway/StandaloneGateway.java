package dev.keyway.gateway;

import dev.keyway.filters.record.RequestObservation;
import dev.keyway.filters.record.RequestObserver;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A gateway that stands alone on a .env file, as a user starts it, and remembers each request that it settled. */
final class StandaloneGateway implements AutoCloseable {

    private final TestGateway gateway;
    private Instant since = Instant.EPOCH;

    private StandaloneGateway(TestGateway gateway) {
        this.gateway = gateway;
    }

    /** Started with these lines in its .env, the token {@link TestGateway#TOKEN} before them. */
    static StandaloneGateway start(String... lines) {
        try {
            Path folder = Files.createTempDirectory("keyway-standalone-");
            Path env = folder.resolve(".env");
            Files.writeString(
                    env,
                    "PROXY_API_KEY=" + TestGateway.TOKEN + "\nKEYWAY_STATE_DIR=" + folder.resolve("state") + "\n"
                            + String.join("\n", lines) + "\n");
            return new StandaloneGateway(TestGateway.builder()
                    .set("keyway.standalone", true)
                    .set("keyway.env-file", env)
                    .with(Settled.class)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With OpenAI, Gemini's compatible endpoint and a server of one's own, all of them the fake. */
    static StandaloneGateway withThreeProviders(FakeProvider provider) {
        return start(
                "OPENAI_API_BASE=" + provider.v1(),
                "OPENAI_API_KEY=sk-openai",
                "GEMINI_API_BASE=" + provider.geminiOpenAi(),
                "GEMINI_API_KEY=sk-gemini",
                "LOCAL_API_BASE=" + provider.v1(),
                "LOCAL_API_KEY=sk-local");
    }

    TestGateway gateway() {
        return gateway;
    }

    /** What an OpenAI SDK is given as its base URL. */
    String baseUrl() {
        return gateway.origin() + "/v1";
    }

    /** The requests begun since {@link #forget} and settled so far, the oldest first. */
    List<RequestRecord> settled() {
        return gateway.context().getBean(Settled.class).requests.stream()
                .filter(request -> !request.start().isBefore(since))
                .toList();
    }

    /** Forgets the requests begun so far, those too that are settled only later: a record may follow its answer. */
    void forget() {
        since = Instant.now();
    }

    /** Waits until {@code /v1/providers} says that no key is in use. */
    void awaitNothingInFlight() {
        Awaiting.value(
                "all keys to be free",
                java.time.Duration.ofSeconds(10),
                () -> gateway.get("/v1/providers").body(),
                body -> body.contains("\"in_flight\":0") && !body.matches("(?s).*\"in_flight\":[1-9].*"));
    }

    /** Waits until that many requests are settled, and returns them. */
    List<RequestRecord> awaitSettled(int count) {
        Awaiting.until(count + " settled requests", () -> settled().size() >= count);
        return settled();
    }

    @Override
    public void close() {
        gateway.close();
    }

    /** Remembers the requests that are over. */
    @Configuration(proxyBeanMethods = false)
    static class Settled {

        private final List<RequestRecord> requests = new CopyOnWriteArrayList<>();

        @Bean
        RequestObserver remembering() {
            return head -> new RequestObservation() {
                @Override
                public void onEnded(RequestRecord request) {
                    if (!request.path().endsWith("/providers")) {
                        requests.add(request);
                    }
                }
            };
        }
    }
}
