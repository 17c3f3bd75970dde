package dev.keyway.bench.soak;

import dev.keyway.bench.rig.Answer;
import dev.keyway.bench.rig.Gateway;
import dev.keyway.bench.rig.GatewayOptions;
import dev.keyway.bench.rig.LoadClient;
import dev.keyway.bench.rig.MemoryProbe;
import dev.keyway.bench.rig.Shot;
import dev.keyway.bench.rig.Shot.Form;
import dev.keyway.bench.rig.Verdict;
import dev.keyway.testkit.provider.FakeProvider;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code soak failovers}. */
@Command(
        name = "failovers",
        mixinStandardHelpOptions = true,
        description = "Requests whose first attempt fails, each in another way; none may hang or be lost.")
public final class FailoverSoak implements Callable<Integer> {

    private static final Duration HUNG = Duration.ofSeconds(90);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Option(names = "--requests", defaultValue = "200000", description = "Requests to send. [${DEFAULT-VALUE}]")
    private int requests;

    @Option(names = "--at-once", defaultValue = "1000", description = "Requests open at once. [${DEFAULT-VALUE}]")
    private int atOnce;

    @Option(names = "--sample", defaultValue = "10", description = "Seconds between memory samples. [${DEFAULT-VALUE}]")
    private int sample;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Tally tally = new Tally();
        List<Verdict> verdicts = new ArrayList<>();
        long start = System.nanoTime();
        try (FakeProvider provider = provider();
                Gateway running = SoakGateway.start(gateway.jar(), provider);
                LoadClient client = new LoadClient(HUNG)) {
            MemoryLog memory = new MemoryLog(new MemoryProbe(running.pid()), Duration.ofSeconds(sample));
            try (memory) {
                fire(client, running, tally);
            }
            verdicts.add(Verdict.exactly("requests answered in full", requests, tally.of(Endings.COMPLETE)));
            verdicts.add(Verdict.exactly(
                    "upstream calls, as reported by the responses", provider.requestCount(), tally.attempts()));
            verdicts.add(Verdict.atLeast("failovers", requests, provider.requestCount() - (double) requests));
            verdicts.addAll(Rest.verdicts(running, provider));
            verdicts.addAll(new Flatness(memory.samples()).verdicts());
        }
        out.printf(
                "%d requests, %d at once, in %d s: %s%n",
                tally.total(),
                atOnce,
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                tally);
        verdicts.forEach(verdict -> out.println(verdict.line()));
        out.flush();
        return Verdict.exitCode(verdicts);
    }

    private void fire(LoadClient client, Gateway running, Tally tally) {
        Slots slots = new Slots(atOnce);
        Flux.range(0, requests)
                .flatMap(number -> slots.in(slot -> ask(client, running, number, slot, tally)), atOnce)
                .blockLast();
    }

    private static Mono<Answer> ask(LoadClient client, Gateway running, int number, int slot, Tally tally) {
        Form form = FirstFault.of(number).form(number);
        String mark = FaultScript.mark(number);
        Shot shot = Shot.chat(running.v1(), Gateway.TOKEN, "openai/soak-" + slot, mark + "hello", form);
        return client.send(shot).doOnNext(answer -> tally.add(Endings.of(answer, form, mark), answer));
    }

    private static FakeProvider provider() {
        FakeProvider provider = FakeProvider.builder()
                .keys(SoakGateway.keys().toArray(String[]::new))
                .record(1)
                .start();
        new FaultScript().play(provider);
        return provider;
    }
}
