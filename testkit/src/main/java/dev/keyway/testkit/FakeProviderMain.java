package dev.keyway.testkit;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.FakeProviderBuilder;
import dev.keyway.testkit.provider.Latency;
import dev.keyway.testkit.provider.LimitHeaders;
import dev.keyway.testkit.provider.RateLimit;
import dev.keyway.testkit.script.Reply;
import java.io.PrintWriter;
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
        description = "Answers like OpenAI, Anthropic and Gemini; POST /__control/script makes it misbehave.")
public final class FakeProviderMain implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            defaultValue = "9000",
            description = "Port on 127.0.0.1; 0 takes a free one. [${DEFAULT-VALUE}]")
    private int port;

    @Option(names = "--keys", split = ",", description = "Good keys; without any, every key is good.")
    private List<String> keys = List.of();

    @Option(names = "--rate", description = "Requests a second that each key may send.")
    private double rate;

    @Option(names = "--burst", defaultValue = "10", description = "Requests a key may send at once. [${DEFAULT-VALUE}]")
    private int burst;

    @Option(names = "--token-rate", description = "Tokens a second that each key may send, beside --rate.")
    private double tokenRate;

    @Option(names = "--token-burst", defaultValue = "1000", description = "Tokens at once. [${DEFAULT-VALUE}]")
    private int tokenBurst;

    @Option(names = "--limit-per-model", description = "Each key's limit holds for each model apart.")
    private boolean limitPerModel;

    @Option(
            names = "--limit-headers",
            defaultValue = "OWN",
            description = "Whose headers tell of the limits: ${COMPLETION-CANDIDATES}. [${DEFAULT-VALUE}]")
    private LimitHeaders limitHeaders = LimitHeaders.OWN;

    @Option(names = "--no-limit-headers", description = "Say nothing of the limits in headers.")
    private boolean withoutLimitHeaders;

    @Option(names = "--no-retry-after", description = "Refuse without retry-after.")
    private boolean withoutRetryAfter;

    @Option(names = "--latency", defaultValue = "0", description = "Milliseconds to the first byte. [${DEFAULT-VALUE}]")
    private double latency;

    @Option(names = "--latency-p99", description = "99th percentile in milliseconds; --latency is the median then.")
    private double latencyP99;

    @Option(names = "--failing", description = "Share of good requests answered with 500, such as 0.01.")
    private double failing;

    @Option(names = "--seed", defaultValue = "1", description = "Of everything drawn at random. [${DEFAULT-VALUE}]")
    private long seed;

    @Option(names = "--chunks", defaultValue = "4", description = "Pieces of an answer. [${DEFAULT-VALUE}]")
    private int chunks;

    @Option(names = "--chunk-bytes", defaultValue = "0", description = "Least bytes of a piece. [${DEFAULT-VALUE}]")
    private int chunkBytes;

    @Option(names = "--gap", defaultValue = "0", description = "Milliseconds between chunks. [${DEFAULT-VALUE}]")
    private double gap;

    @Option(names = "--threads", defaultValue = "1", description = "Event loops. [${DEFAULT-VALUE}]")
    private int threads;

    @Option(names = "--record", defaultValue = "1000", description = "Requests to keep; 0 for none. [${DEFAULT-VALUE}]")
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
