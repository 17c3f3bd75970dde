package dev.keyway.bench.failover;

import dev.keyway.bench.failover.Setup.Arrivals;
import dev.keyway.bench.failover.Setup.LimitHeaders;
import dev.keyway.bench.failover.Setup.RetryAfter;
import dev.keyway.bench.rig.GatewayOptions;
import dev.keyway.bench.rig.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench failover}. */
@Command(
        name = "failover",
        mixinStandardHelpOptions = true,
        description = "Ten keys at their limits, one of them revoked: one key, round robin and Keyway side by side.")
public final class FailoverBench implements Callable<Integer> {

    /** The share of the time that passes before the key is revoked: 20 of 60 seconds. */
    private static final int REVOKED_AFTER_A = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Option(names = "--seconds", defaultValue = "60", description = "Length of each run. [${DEFAULT-VALUE}]")
    private int seconds;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of arrivals and failures. [${DEFAULT-VALUE}]")
    private long seed;

    @Option(
            names = "--loads",
            split = ",",
            defaultValue = "3,9,15",
            description = "Loads, as multiples of what one key serves. [${DEFAULT-VALUE}]")
    private List<Integer> loads = List.of();

    @Option(
            names = "--by",
            split = ",",
            defaultValue = "ONE_KEY,ROUND_ROBIN,KEYWAY",
            description = "Contenders: ${COMPLETION-CANDIDATES}. [${DEFAULT-VALUE}]")
    private List<Contender> contenders = List.of();

    @Option(
            names = "--arrivals",
            defaultValue = "EVEN",
            description = "Arrivals of requests: ${COMPLETION-CANDIDATES}. [${DEFAULT-VALUE}]")
    private Arrivals arrivals = Arrivals.EVEN;

    @Option(
            names = "--retry-after",
            defaultValue = "EXACT",
            description = "What the provider's 429 contains: ${COMPLETION-CANDIDATES}. [${DEFAULT-VALUE}]")
    private RetryAfter retryAfter = RetryAfter.EXACT;

    @Option(
            names = "--limit-headers",
            defaultValue = "PRESENT",
            description = "Whether responses contain limit headers: ${COMPLETION-CANDIDATES}. [${DEFAULT-VALUE}]")
    private LimitHeaders limitHeaders = LimitHeaders.PRESENT;

    @Option(
            names = "--concurrency",
            description = "Concurrent calls per key with Keyway, 0 for no limit; learned by default.")
    private @Nullable Integer concurrency;

    @Override
    public Integer call() throws InterruptedException {
        Path jar = gateway.jar();
        Duration duration = Duration.ofSeconds(seconds);
        Setup setup =
                new Setup(duration, duration.dividedBy(REVOKED_AFTER_A), seed, arrivals, retryAfter, limitHeaders);
        Requirements requirements = new Requirements(setup);
        PrintWriter out = spec.commandLine().getOut();
        describe(setup, out);
        out.println("Concurrent calls per key: " + (concurrency == null ? "learned" : concurrency) + ".");
        List<Score> scores = new ArrayList<>();
        for (int times : loads) {
            for (Contender contender : contenders) {
                out.println("running: " + contender.title + " at " + times + " ×, " + seconds + " s");
                out.flush();
                scores.add(new Run(setup, jar, concurrency).of(contender, times));
            }
        }
        List<Verdict> verdicts = scores.stream()
                .flatMap(score -> requirements.on(score).stream())
                .toList();
        out.println();
        out.println(new Scoreboard(scores));
        scores.forEach(score -> detail(score, out));
        verdicts.forEach(verdict -> out.println(verdict.line()));
        out.flush();
        return Verdict.exitCode(verdicts);
    }

    private static void detail(Score score, PrintWriter out) {
        if (!score.upstream().isEmpty()) {
            out.println("Keyway at " + score.times() + " ×, upstream calls by status: " + score.upstream());
        }
        score.oddities().stream()
                .limit(10)
                .forEach(odd -> out.println("  " + odd.answer().outcome() + " after " + odd.latency() / 1_000_000
                        + " ms: " + odd.answer().head()));
    }

    private static void describe(Setup setup, PrintWriter out) {
        out.println(Setup.KEYS + " keys of " + Setup.PER_SECOND + " requests/s each (bucket of " + Setup.BURST
                + "), answers after " + Setup.LATENCY.toMillis() + " ms, " + Setup.FAILING * 100
                + " % fail with 500, one key revoked after "
                + setup.revokedAfter().toSeconds() + " s; seed " + setup.seed() + ", arrivals " + setup.arrivals()
                + ", retry-after "
                + setup.retryAfter() + ", limit headers " + setup.limitHeaders());
        out.println("The pool lets " + setup.pool().admitted() + " requests through in "
                + setup.duration().toSeconds() + " s, which gives "
                + Math.round(setup.pool().answers())
                + " answers; one key " + Math.round(setup.oneKey().answers()) + ".");
    }
}
