package dev.keyway.testkit;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.FakeProviderBuilder;
import dev.keyway.testkit.provider.Latency;
import dev.keyway.testkit.provider.LimitHeaders;
import dev.keyway.testkit.provider.RateLimit;
import dev.keyway.testkit.script.Reply;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The fake provider by hand: {@code java -jar keyway-testkit.jar --port 9000 --keys k1,k2}. Ends with Ctrl-C. With
 * {@code fake-gateway} before all else it is {@link FakeGatewayMain}.
 */
@Command(
        name = "fake-provider",
        mixinStandardHelpOptions = true,
        subcommands = FakeGatewayMain.class,
        description = "Responds like OpenAI, Anthropic, Gemini and Cohere; POST /__control/script makes it fail.")
public final class FakeProviderMain implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--address", defaultValue = "127.0.0.1", description = "Address to listen on. [${DEFAULT-VALUE}]")
    private InetAddress address = InetAddress.getLoopbackAddress();

    @Option(
            names = "--port",
            defaultValue = "9000",
            description = "Port to listen on; 0 uses a free one. [${DEFAULT-VALUE}]")
    private int port;

    @Option(names = "--keys", split = ",", description = "Valid keys; if none is given, every key is valid.")
    private List<String> keys = List.of();

    @Option(names = "--rate", description = "Requests per second and key.")
    private double rate;

    @Option(names = "--burst", defaultValue = "10", description = "Burst of requests per key. [${DEFAULT-VALUE}]")
    private int burst;

    @Option(names = "--token-rate", description = "Tokens per second and key, in addition to --rate.")
    private double tokenRate;

    @Option(names = "--token-burst", defaultValue = "1000", description = "Burst of tokens per key. [${DEFAULT-VALUE}]")
    private int tokenBurst;

    @Option(names = "--limit-per-model", description = "Apply each key's limits per model.")
    private boolean limitPerModel;

    @Option(
            names = "--limit-headers",
            defaultValue = "OWN",
            description = "Format of the limit headers: ${COMPLETION-CANDIDATES}. [${DEFAULT-VALUE}]")
    private LimitHeaders limitHeaders = LimitHeaders.OWN;

    @Option(names = "--no-limit-headers", description = "Send no limit headers.")
    private boolean withoutLimitHeaders;

    @Option(names = "--no-retry-after", description = "Send no retry-after.")
    private boolean withoutRetryAfter;

    @Option(names = "--latency", defaultValue = "0", description = "Milliseconds to the first byte. [${DEFAULT-VALUE}]")
    private double latency;

    @Option(names = "--latency-p99", description = "99th percentile in milliseconds; --latency is the median then.")
    private double latencyP99;

    @Option(names = "--failing", description = "Share of valid requests that get a 500, such as 0.01.")
    private double failing;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of all random choices. [${DEFAULT-VALUE}]")
    private long seed;

    @Option(names = "--chunks", defaultValue = "4", description = "Chunks per response. [${DEFAULT-VALUE}]")
    private int chunks;

    @Option(names = "--chunk-bytes", defaultValue = "0", description = "Minimum bytes per chunk. [${DEFAULT-VALUE}]")
    private int chunkBytes;

    @Option(names = "--gap", defaultValue = "0", description = "Milliseconds between chunks. [${DEFAULT-VALUE}]")
    private double gap;

    @Option(names = "--threads", defaultValue = "1", description = "Event loops. [${DEFAULT-VALUE}]")
    private int threads;

    @Option(
            names = "--record",
            defaultValue = "1000",
            description = "Requests to record; 0 for none. [${DEFAULT-VALUE}]")
    private int record;

    /** Runs until it is stopped; 2 for a wrong option. */
    public static void main(String... args) {
        System.exit(new CommandLine(new FakeProviderMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (FakeProvider provider = settings().start()) {
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
            PrintWriter out = spec.commandLine().getOut();
            out.println("OpenAI and Anthropic  " + provider.v1());
            out.println("Gemini (OpenAI)       " + provider.geminiOpenAi());
            out.println("Gemini                " + provider.gemini());
            out.println("Control               " + provider.origin() + "/__control/");
            out.flush();
            stopped.await();
        }
        return 0;
    }

    private FakeProviderBuilder settings() {
        FakeProviderBuilder settings = FakeProvider.builder()
                .address(address)
                .port(port)
                .keys(keys.toArray(String[]::new))
                .threads(threads)
                .record(record)
                .latency(latency())
                .failing(failing, seed)
                .answering(Reply.chunks(chunks).chunkBytes(chunkBytes).gap(millis(gap)));
        if (rate > 0) {
            settings.limit(
                    tokenRate > 0
                            ? new RateLimit(rate, burst, tokenRate, tokenBurst)
                            : RateLimit.requests(rate, burst));
        }
        settings.limitHeaders(limitHeaders);
        if (limitPerModel) {
            settings.limitPerModel();
        }
        if (withoutLimitHeaders) {
            settings.withoutLimitHeaders();
        }
        return withoutRetryAfter ? settings.withoutRetryAfter() : settings;
    }

    private Latency latency() {
        if (latencyP99 > 0) {
            return Latency.skewed(millis(latency), millis(latencyP99), seed);
        }
        return latency > 0 ? Latency.fixed(millis(latency)) : Latency.none();
    }

    private static Duration millis(double millis) {
        return Duration.ofNanos((long) (millis * 1_000_000));
    }
}
