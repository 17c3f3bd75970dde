package dev.keyway.bench.memory;

import dev.keyway.bench.rig.Answer;
import dev.keyway.bench.rig.Gateway;
import dev.keyway.bench.rig.GatewayOptions;
import dev.keyway.bench.rig.LoadClient;
import dev.keyway.bench.rig.MarkdownTable;
import dev.keyway.bench.rig.Memory;
import dev.keyway.bench.rig.MemoryProbe;
import dev.keyway.bench.rig.Shot;
import dev.keyway.bench.rig.Shot.Form;
import dev.keyway.bench.rig.Verdict;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;

/** {@code bench memory}. */
@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        description = "Memory of open streams and of bodies in flight, and whether it is released.")
public final class MemoryBench implements Callable<Integer> {

    private static final double MOST_PER_BODY_BYTE = 1.6;
    private static final double MOST_AFTERWARDS = 1.2;
    private static final long BYTES_PER_STREAM = 20 * 1024;
    private static final long MB = 1024 * 1024;

    /** What the bodies ask for; the provider keeps none of them, so that a rule cannot go by their text. */
    private static final String HELD = "gpt-4o";

    private static final int KEYS = 20;
    private static final Duration ANSWERING = Duration.ofSeconds(40);
    private static final Duration ARRIVAL = Duration.ofSeconds(30);
    private static final Duration REST = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Option(names = "--streams", defaultValue = "1000", description = "Streams open at once. [${DEFAULT-VALUE}]")
    private int streams;

    @Option(names = "--bodies", defaultValue = "500", description = "Bodies in flight. [${DEFAULT-VALUE}]")
    private int bodies;

    @Option(names = "--body-bytes", defaultValue = "153600", description = "Bytes of a body. [${DEFAULT-VALUE}]")
    private int bodyBytes;

    @Option(
            names = "--jvm",
            defaultValue = "-Xmx512m -XX:MaxDirectMemorySize=512m",
            description = "Options of the gateway's JVM. [${DEFAULT-VALUE}]")
    private String jvm = "";

    private final MarkdownTable table = new MarkdownTable("memory in MB", "live heap", "direct", "together");

    @Override
    public Integer call() throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        try (FakeProvider provider = provider();
                Gateway running = start(provider);
                LoadClient client = new LoadClient(ANSWERING.plusSeconds(60))) {
            MemoryProbe probe = new MemoryProbe(running.pid());
            warmUp(client, running);
            Memory idle = note("idle", probe.measure());

            CompletableFuture<@Nullable List<Answer>> open = send(client, stream(running), streams);
            Memory streaming = whileOpen(provider, streams, streams + " streams open", probe);
            verdicts.add(served(open));
            verdicts.add(Verdict.atMost(
                    "bytes of memory an open stream",
                    BYTES_PER_STREAM,
                    (streaming.total() - idle.total()) / (double) streams));

            TimeUnit.MILLISECONDS.sleep(REST.toMillis());
            Memory between = note("30 s later", probe.measure());

            open = send(client, body(running), bodies);
            Memory loaded = whileOpen(provider, bodies, bodies + " bodies of " + bodyBytes / 1024 + " KB", probe);
            verdicts.add(served(open));
            verdicts.add(Verdict.atMost(
                    "bytes of memory per byte of a body in flight",
                    MOST_PER_BODY_BYTE,
                    (loaded.total() - between.total()) / ((double) bodies * bodyBytes)));

            TimeUnit.MILLISECONDS.sleep(REST.toMillis());
            Memory after = note("30 s later", probe.measure());
            verdicts.add(Verdict.atMost(
                    "memory afterwards, of what it was when idle",
                    MOST_AFTERWARDS,
                    after.total() / (double) idle.total()));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(table);
        verdicts.forEach(verdict -> out.println(verdict.line()));
        out.flush();
        return Verdict.exitCode(verdicts);
    }

    /** So that what is loaded and compiled at the first requests counts for none of the others. */
    private void warmUp(LoadClient client, Gateway running) throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            Verdict unused = served(send(client, plain(running), 50));
        }
        Verdict unused = served(send(client, stream(running), 50));
    }

    private Memory whileOpen(FakeProvider provider, int requests, String state, MemoryProbe probe)
            throws InterruptedException {
        provider.await(requests + " requests open", ARRIVAL, () -> provider.openRequests() >= requests);
        TimeUnit.SECONDS.sleep(2);
        Memory open = note(state, probe.measure());
        if (provider.openRequests() < requests) {
            throw new IllegalStateException("requests were answered while memory was looked at");
        }
        return open;
    }

    private Memory note(String state, Memory memory) {
        table.row(state, mb(memory.liveHeap()), mb(memory.direct()), mb(memory.total()));
        return memory;
    }

    private static String mb(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / (double) MB);
    }

    private static CompletableFuture<@Nullable List<Answer>> send(LoadClient client, Shot shot, int times) {
        return Flux.range(0, times)
                .flatMap(i -> client.send(shot), times)
                .collectList()
                .toFuture();
    }

    private static Verdict served(CompletableFuture<@Nullable List<Answer>> answers) {
        List<Answer> all = Objects.requireNonNull(answers.join());
        return Verdict.exactly(
                "answers in full",
                all.size(),
                all.stream().filter(Answer::served).count());
    }

    private static Shot plain(Gateway running) {
        return Shot.chat(running.v1(), Gateway.TOKEN, "openai/gpt-4o-mini", "hello", Form.WHOLE);
    }

    private static Shot stream(Gateway running) {
        return Shot.chat(running.v1(), Gateway.TOKEN, "openai/gpt-4o-mini", "hello", Form.STREAM);
    }

    private Shot body(Gateway running) {
        return Shot.chat(running.v1(), Gateway.TOKEN, "openai/" + HELD, "x".repeat(bodyBytes - 120), Form.WHOLE);
    }

    private Gateway start(FakeProvider provider) throws InterruptedException {
        Map<String, String> settings = new HashMap<>();
        settings.put("OPENAI_API_BASE", provider.v1().toString());
        for (int i = 1; i <= KEYS; i++) {
            settings.put("OPENAI_API_KEY_" + i, "bench-key-" + i);
        }
        settings.put("MAX_CONCURRENT_REQUESTS_PER_KEY_OPENAI", "0");
        List<String> flags = new ArrayList<>(List.of(jvm.trim().split("\\s+")));
        flags.add(MemoryProbe.JVM_OPTION);
        return Gateway.start(gateway.jar(), settings, flags);
    }

    private static FakeProvider provider() {
        String[] keys = new String[KEYS];
        for (int i = 1; i <= KEYS; i++) {
            keys[i - 1] = "bench-key-" + i;
        }
        FakeProvider provider = FakeProvider.builder()
                .keys(keys)
                .answering(Reply.chunks(40).chunkBytes(40).gap(ANSWERING.dividedBy(40)))
                .record(0)
                .start();
        provider.when(Match.model(HELD)).reply(Reply.ok().delay(ANSWERING));
        return provider;
    }
}
