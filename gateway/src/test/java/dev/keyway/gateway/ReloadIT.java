package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.snapshot.LiveSnapshot;
import dev.keyway.filters.snapshot.SnapshotSwap;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** One gateway that is never restarted, and a {@code .env} file that changes under it. */
class ReloadIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static Path env;
    private static FakeProvider provider;
    private static TestGateway gateway;
    private static Traffic traffic;
    private static LeakWatch leaks;
    private static final Queue<String> SAID = new ConcurrentLinkedQueue<>();

    private static final AppenderBase<ILoggingEvent> LISTENING = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            SAID.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };

    @BeforeAll
    static void start() throws IOException {
        provider = FakeProvider.start("sk-1", "sk-2", "sk-3");
        env = folder.resolve(".env");
        Files.writeString(env, base());
        forTheOwnerAlone(env);
        gateway = TestGateway.builder()
                .set("keyway.standalone", true)
                .set("keyway.env-file", env)
                .set("logging.level.keyway.access", "off")
                .start();
        traffic = new Traffic(gateway);
        leaks = new LeakWatch();
        LISTENING.start();
        ((Logger) LoggerFactory.getLogger("dev.keyway.filters.source.standalone")).addAppender(LISTENING);
    }

    @AfterAll
    static void stop() {
        ((Logger) LoggerFactory.getLogger("dev.keyway.filters.source.standalone")).detachAppender(LISTENING);
        traffic.close();
        leaks.close();
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void begin() {
        provider.reset();
        SAID.clear();
    }

    @AfterEach
    void goBack() throws IOException {
        if (!Files.exists(env) || !Files.readString(env).equals(base())) {
            SAID.clear();
            write(base());
        }
    }

    @Test
    void usesAKeyThatWasAdded() throws IOException {
        assertThat(keysUsed(4)).containsOnly("sk-1");

        write(base() + "OPENAI_API_KEY_2=sk-2\n");

        assertThat(SAID).contains("INFO reloaded " + env + ": openai +1 key");
        assertThat(keysUsed(4)).contains("sk-2");
    }

    @Test
    void letsAStreamEndOnAKeyThatWasRemovedAndNeverUsesItAgain() throws IOException {
        provider.when(Match.streaming()).once().reply(Reply.chunks(4).gap(Duration.ofSeconds(1)));
        CompletableFuture<HttpResponse<String>> stream = traffic.chat("openai/gpt-4o", "stream", true);
        ReceivedRequest streaming = awaitStream();
        assertThat(streaming.key()).isEqualTo("sk-1");

        write(base().replace("OPENAI_API_KEY_1=sk-1", "OPENAI_API_KEY_2=sk-2"));

        assertThat(stream.isDone()).isFalse();
        assertThat(keysUsed(6)).containsOnly("sk-2");
        assertThat(stream.join().body()).contains("data: [DONE]").doesNotContain("\"error\"");
        assertThat(keysUsed(6)).containsOnly("sk-2");
        traffic.awaitNothingInFlight();
    }

    @Test
    void servesByOtherListsCapsAndTimeouts() throws IOException {
        write(
                base()
                        + "WHITELIST_MODELS_OPENAI=gpt-4o\nMAX_CONCURRENT_REQUESTS_PER_KEY_OPENAI=2\nFIRST_BYTE_TIMEOUT=1\nGLOBAL_TIMEOUT=1\n");

        assertThat(gateway.chat("openai/gpt-3.5-turbo", "x").body()).contains("model_not_allowed");
        provider.when(Match.path("/chat/completions")).reply(Reply.silence());
        List<CompletableFuture<HttpResponse<String>>> two =
                List.of(traffic.chat("openai/gpt-4o", "first", false), traffic.chat("openai/gpt-4o", "second", false));
        Awaiting.until("both calls on one key at once", PATIENCE, () -> traffic.inFlight() == 2);
        two.forEach(call -> assertThat(call.join().body()).contains("provider_timeout"));
    }

    @Test
    void refusesABrokenFileNamesItsLineAndTakesItOnceItIsMended() throws IOException {
        write(base() + "this is not a setting\n");

        assertThat(SAID)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("WARN " + env + " was rejected; keeping the previous settings: ")
                        .contains("line 7")
                        .contains("NAME=value"));
        assertThat(gateway.chat("openai/gpt-4o", "x").statusCode()).isEqualTo(200);
        assertThat(reloadOk()).isZero();

        SAID.clear();
        write(base() + "GLOBAL_TIMEOUT=soon\n");
        assertThat(SAID)
                .anySatisfy(line -> assertThat(line).contains("GLOBAL_TIMEOUT").contains("line 7"));

        SAID.clear();
        write(base() + "OPENAI_API_KEY_2=sk-2\nGLOBAL_TIMOUT=3\n");
        assertThat(SAID).contains("INFO reloaded " + env + ": openai +1 key");
        assertThat(SAID).anySatisfy(line -> assertThat(line).contains("did you mean GLOBAL_TIMEOUT?"));
        assertThat(reloadOk()).isEqualTo(1);
        assertThat(String.join("\n", SAID)).doesNotContain("sk-1").doesNotContain("sk-2");
    }

    @Test
    void keepsServingWhenTheFileIsGoneOrEmpty() throws IOException {
        Files.delete(env);
        awaitSaid("the file no longer exists");
        assertThat(gateway.chat("openai/gpt-4o", "x").statusCode()).isEqualTo(200);

        SAID.clear();
        write("");
        assertThat(SAID).anySatisfy(line -> assertThat(line).contains("the file is empty"));
        assertThat(gateway.chat("openai/gpt-4o", "x").statusCode()).isEqualTo(200);
    }

    @Test
    void addsAProviderAndTakesItAway() throws IOException {
        assertThat(gateway.chat("local/m", "x").statusCode()).isEqualTo(404);

        write(base() + "LOCAL_API_BASE=" + provider.v1() + "\nLOCAL_API_KEY=sk-3\nGLOBAL_TIMEOUT=2\n");
        assertThat(gateway.chat("local/m", "x").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/v1/models").body()).contains("local/");
        assertThat(scrape()).contains("keyway_keys{provider=\"local\",state=\"ready\"} 1.0");
        provider.when(Match.streaming()).once().reply(Reply.chunks(4).gap(Duration.ofSeconds(1)));
        CompletableFuture<HttpResponse<String>> stream = traffic.chat("local/m", "stream", true);
        ReceivedRequest streaming = awaitStream();

        SAID.clear();
        write(base() + "GLOBAL_TIMEOUT=2\n");
        assertThat(SAID).contains("INFO reloaded " + env + ": local removed");
        assertThat(stream.isDone()).isFalse();
        assertThat(gateway.chat("local/m", "x").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/v1/models").body()).doesNotContain("local/");
        assertThat(gateway.get("/v1/providers").body()).doesNotContain("local");
        assertThat(scrape()).doesNotContain("provider=\"local\",state");
        assertThat(stream.join().body()).contains("data: [DONE]").doesNotContain("\"error\"");
        Awaiting.until(
                "its connection to be closed, which idle ones are after 45 s",
                Duration.ofSeconds(25),
                streaming::connectionClosed);
    }

    @Test
    void knowsAnotherTokenAndLetsOpenStreamsRunOn() throws IOException {
        provider.when(Match.streaming()).once().reply(Reply.chunks(4).gap(Duration.ofSeconds(1)));
        CompletableFuture<HttpResponse<String>> stream = traffic.chat("openai/gpt-4o", "stream", true);
        assertThat(awaitStream().key()).isEqualTo("sk-1");

        write(base().replace(TestGateway.TOKEN, "another-token"));

        assertThat(gateway.chat("openai/gpt-4o", "x").statusCode()).isEqualTo(401);
        assertThat(withToken("another-token").statusCode()).isEqualTo(200);
        assertThat(stream.join().body()).contains("data: [DONE]").doesNotContain("\"error\"");
    }

    @Test
    void namesWhatTakesEffectAfterARestart() throws IOException {
        write(base() + "SERVER_PORT=9\nKEYWAY_DRAIN=7\n");

        assertThat(SAID)
                .contains("INFO reloaded " + env + ": nothing that changes how it serves now; takes effect after a"
                        + " restart: KEYWAY_DRAIN, SERVER_PORT");
    }

    @Test
    void takesAFileThatAnEditorPutInItsPlace() throws IOException {
        SAID.clear();
        Path temporary = folder.resolve(".env.tmp");
        Files.writeString(temporary, base() + "OPENAI_API_KEY_2=sk-2\n");
        forTheOwnerAlone(temporary);
        Files.move(temporary, env, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        awaitSaid("openai +1 key");
    }

    @Test
    void failsNoRequestThroughAHundredEdits() throws IOException {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        List<CompletableFuture<List<HttpResponse<String>>>> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            boolean stream = i % 2 == 0;
            clients.add(CompletableFuture.supplyAsync(() -> {
                List<HttpResponse<String>> answers = new ArrayList<>();
                while (!done.get()) {
                    answers.add(
                            stream
                                    ? gateway.chatStream("openai/gpt-4o", "load")
                                    : gateway.chat("openai/gpt-4o", "load"));
                    answered.incrementAndGet();
                }
                return answers;
            }));
        }
        SnapshotSwap swap = gateway.context().getBean(SnapshotSwap.class);
        RuntimeModel model = gateway.context().getBean(LiveSnapshot.class).get().model();
        try {
            for (int i = 0; i < 100; i++) {
                int before = answered.get();
                swap.to(Edits.of(model, provider, i));
                Awaiting.until("an answer between two edits", PATIENCE, () -> answered.get() > before);
            }
            swap.to(model);
        } finally {
            done.set(true);
        }

        List<HttpResponse<String>> answers =
                clients.stream().flatMap(client -> client.join().stream()).toList();
        assertThat(answers)
                .hasSizeGreaterThan(100)
                .allSatisfy(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200));
        traffic.awaitNothingInFlight();
        assertThat(leaks.leaks()).isEmpty();
    }

    /** The keys that so many calls went up with. */
    private static List<String> keysUsed(int calls) {
        long before = Traffic.calls(provider).size();
        for (int i = 0; i < calls; i++) {
            assertThat(gateway.chat("openai/gpt-4o", "x").statusCode()).isEqualTo(200);
        }
        return Traffic.calls(provider).stream()
                .skip(before)
                .map(ReceivedRequest::key)
                .toList();
    }

    private static ReceivedRequest awaitStream() {
        return Awaiting.value(
                        "the stream's call",
                        PATIENCE,
                        () -> provider.requests(Match.bodyContaining("echo:stream")),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static HttpResponse<String> withToken(String token) {
        return TestGateway.send(HttpRequest.newBuilder(gateway.origin().resolve("/v1/chat/completions"))
                .header("x-api-key", token)
                .POST(HttpRequest.BodyPublishers.ofString(TestGateway.chatBody("openai/gpt-4o", "x", false))));
    }

    private static double reloadOk() {
        return gateway.context()
                .getBean(PrometheusMeterRegistry.class)
                .get("keyway.settings.reload.ok")
                .gauge()
                .value();
    }

    private static String scrape() {
        return gateway.context().getBean(PrometheusMeterRegistry.class).scrape();
    }

    private static String base() {
        return "PROXY_API_KEY=" + TestGateway.TOKEN + "\nKEYWAY_STATE_DIR=" + folder.resolve("state")
                + "\nOPENAI_API_BASE=" + provider.v1() + "\nOPENAI_API_KEY_1=sk-1\nSECOND_API_BASE=" + provider.v1()
                + "\nSECOND_API_KEY=sk-1\n";
    }

    /** Truncates the file and writes it anew, then waits until the gateway has said what it made of it. */
    private static void write(String text) throws IOException {
        if (!Files.exists(env)) {
            forTheOwnerAlone(Files.createFile(env));
        }
        Files.writeString(env, text);
        Awaiting.until(
                "the gateway to say what it made of " + env,
                PATIENCE,
                () -> SAID.stream()
                        .anyMatch(line -> line.contains("reloaded " + env) || line.contains(env + " was rejected")));
    }

    /** Others could read it otherwise, which is warned of. */
    private static void forTheOwnerAlone(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void awaitSaid(String words) {
        Awaiting.until(
                "the gateway to say: " + words,
                PATIENCE,
                () -> SAID.stream().anyMatch(line -> line.contains(words) && !line.contains("is an unknown setting")));
    }
}
