package dev.keyway.bench.failover;

import dev.keyway.bench.rig.Answer;
import dev.keyway.bench.rig.Gateway;
import dev.keyway.bench.rig.LoadClient;
import dev.keyway.bench.rig.Metrics;
import dev.keyway.bench.rig.OpenLoop;
import dev.keyway.bench.rig.Shot;
import dev.keyway.bench.rig.Shot.Form;
import dev.keyway.bench.rig.Timed;
import dev.keyway.testkit.provider.FakeProvider;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One load on one contender, with a provider and a gateway of its own. */
final class Run {

    private static final String MODEL = "gpt-4o-mini";
    private static final int WARM_UP = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Setup setup;
    private final Path jar;
    private final @Nullable Integer concurrency;

    /** @param concurrency how many calls the gateway lets each key serve at once; null for what it learns */
    Run(Setup setup, Path jar, @Nullable Integer concurrency) {
        this.setup = setup;
        this.jar = jar;
        this.concurrency = concurrency;
    }

    Score of(Contender contender, int times) throws InterruptedException {
        try (FakeProvider provider = setup.start();
                LoadClient client = new LoadClient(PATIENCE)) {
            return switch (contender) {
                case ONE_KEY -> load(contender, times, provider, i -> ask(client, provider, 0, i));
                case ROUND_ROBIN -> load(contender, times, provider, i -> ask(client, provider, i % Setup.KEYS, i));
                case KEYWAY -> keyway(times, provider, client);
            };
        }
    }

    private Score keyway(int times, FakeProvider provider, LoadClient client) throws InterruptedException {
        try (FakeProvider warm = FakeProvider.start();
                Gateway gateway = Gateway.start(jar, settings(provider, warm), List.of("-Xmx512m"))) {
            warmUp(gateway, client);
            Score score = load(
                    Contender.KEYWAY,
                    times,
                    provider,
                    i -> client.send(chat(gateway.v1(), Gateway.TOKEN, "openai/" + MODEL, i)));
            return score.withUpstream(upstream(gateway.management().metrics()));
        }
    }

    private static Mono<Answer> ask(LoadClient client, FakeProvider provider, int key, int number) {
        return client.send(chat(provider.v1(), Setup.keys().get(key), MODEL, number));
    }

    private static Shot chat(URI base, String token, String model, int number) {
        return Shot.chat(base, token, model, "echo:" + number + " what is new?", Form.WHOLE);
    }

    private Score load(Contender contender, int times, FakeProvider provider, IntFunction<Mono<Answer>> requests)
            throws InterruptedException {
        long[] schedule = setup.schedule(times);
        try (ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor()) {
            var revocation = later.schedule(
                    () -> provider.revokeKey(Setup.keys().get(Setup.REVOKED)),
                    setup.revokedAfter().toMillis(),
                    TimeUnit.MILLISECONDS);
            List<Timed> answers = OpenLoop.run(schedule, requests, PATIENCE.plusSeconds(5));
            revocation.cancel(false);
            return new Score(
                    contender, times, schedule.length, answers, provider.requestCount(), Map.of(), setup.duration());
        }
    }

    /** What the attempts of the gateway ended in. */
    private static Map<String, Long> upstream(Metrics metrics) {
        return metrics.byLabel("keyway_attempts_total", "status", "provider=\"openai\"");
    }

    private Map<String, String> settings(FakeProvider provider, FakeProvider warm) {
        Map<String, String> settings = new HashMap<>();
        settings.put("OPENAI_API_BASE", provider.v1().toString());
        for (int i = 0; i < Setup.KEYS; i++) {
            settings.put("OPENAI_API_KEY_" + (i + 1), Setup.keys().get(i));
        }
        if (concurrency != null) {
            settings.put("MAX_CONCURRENT_REQUESTS_PER_KEY_OPENAI", concurrency.toString());
        }
        settings.put("WARMUP_API_BASE", warm.v1().toString());
        settings.put("WARMUP_API_KEY", "warm");
        settings.put("MAX_CONCURRENT_REQUESTS_PER_KEY_WARMUP", "0");
        return settings;
    }

    /** A second provider warms the JVM up, so that the keys of the first are untouched when the load begins. */
    private static void warmUp(Gateway gateway, LoadClient client) {
        Long served = Flux.range(0, WARM_UP)
                .flatMap(i -> client.send(chat(gateway.v1(), Gateway.TOKEN, "warmup/" + MODEL, i)), 8)
                .filter(Answer::served)
                .count()
                .block();
        if (served == null || served < WARM_UP) {
            throw new IllegalStateException("only " + served + " of " + WARM_UP
                    + " requests were served before the run; " + "the gateway says:\n" + gateway.log());
        }
    }
}
