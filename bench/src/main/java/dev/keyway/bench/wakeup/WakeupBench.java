package dev.keyway.bench.wakeup;

import dev.keyway.bench.rig.Answer;
import dev.keyway.bench.rig.Gateway;
import dev.keyway.bench.rig.GatewayOptions;
import dev.keyway.bench.rig.LoadClient;
import dev.keyway.bench.rig.MarkdownTable;
import dev.keyway.bench.rig.Percentiles;
import dev.keyway.bench.rig.Shot;
import dev.keyway.bench.rig.Shot.Form;
import dev.keyway.bench.rig.Verdict;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.Latency;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;

/** {@code bench wakeup}. */
@Command(
        name = "wakeup",
        mixinStandardHelpOptions = true,
        description = "How soon the one key of a pool is used again while requests wait for it.")
public final class WakeupBench implements Callable<Integer> {

    private static final String MODEL = "gpt-4o-mini";
    private static final String KEY = "bench-key";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Option(names = "--requests", defaultValue = "10000", description = "Requests to send. [${DEFAULT-VALUE}]")
    private int requests;

    @Option(names = "--waiting", defaultValue = "8", description = "Requests open at once. [${DEFAULT-VALUE}]")
    private int waiting;

    @Option(names = "--latency", defaultValue = "2", description = "Milliseconds to an answer. [${DEFAULT-VALUE}]")
    private int latency;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("one key, one call at a time, " + waiting + " requests open, answers after " + latency + " ms");
        MarkdownTable table = new MarkdownTable("gap at the provider", "calls", "p50 µs", "p99 µs", "p99.9 µs");
        row(table, "a client that sends on each answer", direct());
        Outcome keyway = keyway();
        row(table, "Keyway, woken by the release", keyway.gaps());
        out.println(table);
        List<Verdict> verdicts = List.of(
                Verdict.exactly("requests served", requests, keyway.served()),
                Verdict.exactly("calls with the key at one time", 1, keyway.mostAtOnce()));
        verdicts.forEach(verdict -> out.println(verdict.line()));
        out.flush();
        return Verdict.exitCode(verdicts);
    }

    /** What the wires, the provider and a plain client take of the gap by themselves. */
    private Percentiles direct() {
        try (FakeProvider provider = provider();
                LoadClient client = new LoadClient(Duration.ofSeconds(10))) {
            send(client, provider.v1(), KEY, MODEL, 1);
            return gaps(provider);
        }
    }

    private Outcome keyway() throws InterruptedException {
        try (FakeProvider provider = provider();
                Gateway running = Gateway.start(
                        gateway.jar(),
                        Map.of(
                                "OPENAI_API_BASE",
                                provider.v1().toString(),
                                "OPENAI_API_KEY",
                                KEY,
                                "MAX_CONCURRENT_REQUESTS_PER_KEY_OPENAI",
                                "1"),
                        List.of("-Xmx512m"));
                LoadClient client = new LoadClient(Duration.ofSeconds(60))) {
            long served = send(client, running.v1(), Gateway.TOKEN, "openai/" + MODEL, waiting);
            return new Outcome(gaps(provider), served, provider.mostAtOnce(KEY, MODEL));
        }
    }

    private long send(LoadClient client, URI base, String token, String model, int atOnce) {
        return Flux.range(0, requests)
                .flatMap(i -> client.send(Shot.chat(base, token, model, "echo:" + i, Form.WHOLE)), atOnce)
                .filter(Answer::served)
                .count()
                .blockOptional()
                .orElse(0L);
    }

    private FakeProvider provider() {
        return FakeProvider.builder()
                .keys(KEY)
                .latency(Latency.fixed(Duration.ofMillis(latency)))
                .record(requests + 1)
                .start();
    }

    private Percentiles gaps(FakeProvider provider) {
        provider.awaitIdle(Duration.ofSeconds(5));
        return Gaps.micros(provider.requests().stream().map(Gaps.Use::of).toList(), warmUp());
    }

    /** The first third finds the JVM cold. */
    private int warmUp() {
        return requests / 3;
    }

    private static void row(MarkdownTable table, String who, Percentiles gaps) {
        table.row(who, gaps.count(), gaps.at(50), gaps.at(99), gaps.at(99.9));
    }

    private record Outcome(Percentiles gaps, long served, int mostAtOnce) {}
}
