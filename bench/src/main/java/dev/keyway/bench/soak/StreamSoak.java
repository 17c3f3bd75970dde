package dev.keyway.bench.soak;

import dev.keyway.bench.rig.Answer;
import dev.keyway.bench.rig.Gateway;
import dev.keyway.bench.rig.GatewayOptions;
import dev.keyway.bench.rig.LoadClient;
import dev.keyway.bench.rig.Memory;
import dev.keyway.bench.rig.MemoryProbe;
import dev.keyway.bench.rig.Percentiles;
import dev.keyway.bench.rig.Shot;
import dev.keyway.bench.rig.Shot.Form;
import dev.keyway.bench.rig.Verdict;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Reply;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code soak streams}. */
@Command(
        name = "streams",
        mixinStandardHelpOptions = true,
        description = "Many concurrent streams, with faults and disconnecting clients.")
public final class StreamSoak implements Callable<Integer> {

    private static final double LEAVING = 0.05;
    private static final long BYTES_PER_STREAM = 12 * 1024;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Option(names = "--streams", defaultValue = "1000", description = "Streams open at once. [${DEFAULT-VALUE}]")
    private int streams;

    @Option(
            names = "--seconds",
            defaultValue = "180",
            description = "How long new streams start, in seconds. [${DEFAULT-VALUE}]")
    private int seconds;

    @Option(names = "--chunks", defaultValue = "60", description = "Chunks of a stream. [${DEFAULT-VALUE}]")
    private int chunks;

    @Option(names = "--gap", defaultValue = "200", description = "Milliseconds between chunks. [${DEFAULT-VALUE}]")
    private int gap;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of faults and disconnects. [${DEFAULT-VALUE}]")
    private long seed;

    @Option(names = "--sample", defaultValue = "10", description = "Seconds between memory samples. [${DEFAULT-VALUE}]")
    private int sample;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Tally tally = new Tally();
        List<Verdict> verdicts = new ArrayList<>();
        try (FakeProvider provider = provider();
                Gateway running = SoakGateway.start(gateway.jar(), provider);
                LoadClient client = new LoadClient(lifetime().plusSeconds(60))) {
            MemoryProbe probe = new MemoryProbe(running.pid());
            run(client, running, tally, Duration.ofSeconds(1));
            Memory before = probe.measure();
            MemoryLog log = new MemoryLog(probe, Duration.ofSeconds(sample));
            try (log) {
                run(client, running, tally, Duration.ofSeconds(seconds));
            }
            List<Memory> loaded = whileLoaded(log.samples());
            verdicts.add(wellEnded(tally));
            verdicts.addAll(Rest.verdicts(running, provider));
            Memory after = probe.measure();
            out.println("before: " + before + "; with all streams open: " + loaded.getLast() + "; after: " + after);
            verdicts.add(perStream(before, after, loaded));
            verdicts.addAll(new Flatness(loaded).verdicts());
        }
        out.printf("%d streams, %d at once: %s%n", tally.total(), streams, tally);
        verdicts.forEach(verdict -> out.println(verdict.line()));
        out.flush();
        return Verdict.exitCode(verdicts);
    }

    /** Opens a new stream for each that ends until the time is over, then lets all end. */
    private void run(LoadClient client, Gateway running, Tally tally, Duration time) {
        Slots slots = new Slots(streams);
        Random random = new Random(seed);
        long end = System.nanoTime() + time.toNanos();
        Flux.range(0, Integer.MAX_VALUE)
                .takeWhile(number -> System.nanoTime() < end)
                .flatMap(number -> slots.in(slot -> watch(client, running, number, slot, random, tally)), streams)
                .blockLast();
    }

    private Mono<Answer> watch(LoadClient client, Gateway running, int number, int slot, Random random, Tally tally) {
        String mark = FaultScript.mark(number);
        Shot shot = Shot.chat(running.v1(), Gateway.TOKEN, "openai/soak-" + slot, mark + "hello", Form.STREAM);
        Mono<Answer> answer = client.send(shot);
        if (random.nextDouble() < LEAVING) {
            Duration stay =
                    Duration.ofMillis((long) (random.nextDouble() * lifetime().toMillis()));
            answer = Mono.firstWithSignal(answer, Mono.delay(stay).map(late -> Answer.broken(Endings.LEFT)));
        }
        return answer.doOnNext(end -> tally.add(Endings.of(end, Form.STREAM, mark), end));
    }

    /** The streams that began in the first and that end in the last seconds are fewer than all. */
    private List<Memory> whileLoaded(List<Memory> samples) {
        int full = Math.max(1, seconds / sample);
        return samples.subList(0, Math.min(full, samples.size()));
    }

    private static Verdict wellEnded(Tally tally) {
        return Verdict.exactly(
                "streams that ended in full, by an error event, or by the client",
                tally.total(),
                tally.of(Endings.COMPLETE) + tally.of(Endings.TOLD) + tally.of(Endings.LEFT));
    }

    /** Heap is compared with the idle gateway after the run, direct memory, which pools keep, with the one before. */
    private Verdict perStream(Memory before, Memory after, List<Memory> loaded) {
        long heap = median(loaded.stream().map(Memory::liveHeap)) - after.liveHeap();
        long direct = median(loaded.stream().map(Memory::direct)) - before.direct();
        return Verdict.atMost("bytes of memory an open stream", BYTES_PER_STREAM, (heap + direct) / (double) streams);
    }

    private static long median(Stream<Long> values) {
        return Percentiles.of(values.mapToLong(Long::longValue)).at(50);
    }

    private FakeProvider provider() {
        Reply good = Reply.chunks(chunks).chunkBytes(40).gap(Duration.ofMillis(gap));
        FakeProvider provider = FakeProvider.builder()
                .keys(SoakGateway.keys().toArray(String[]::new))
                .answering(good)
                .record(0)
                .start();
        StreamFaults.play(provider, good, chunks, seed);
        return provider;
    }

    private Duration lifetime() {
        return Duration.ofMillis((long) chunks * gap);
    }
}
