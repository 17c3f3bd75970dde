package dev.keyway.bench.jmh;

import dev.keyway.contract.Secret;
import dev.keyway.filters.caller.Callers;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.CallerIndex;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.http.HttpHeaders;

/** Whose token a request carries, among few and many; each time another one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TokenLookUpBenchmark {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Param({"10", "100000"})
    private int tokens;

    private final HttpHeaders[] requests = new HttpHeaders[10];
    private @Nullable Callers callers;
    private int next;

    @Setup
    public void fill() {
        callers = new Callers(CallerIndex.of(IntStream.range(0, tokens)
                .mapToObj(i -> Caller.of("caller-" + i, Secret.of(token(i))))
                .toList()));
        for (int i = 0; i < requests.length; i++) {
            requests[i] = new HttpHeaders();
            requests[i].setBearerAuth(token(i * tokens / requests.length));
        }
    }

    @Benchmark
    public Caller lookUp() {
        next = (next + 1) % requests.length;
        return Objects.requireNonNull(callers).authenticate(requests[next], NOW);
    }

    private static String token(int number) {
        return "kwy_" + "Zx9".repeat(14) + number;
    }
}
