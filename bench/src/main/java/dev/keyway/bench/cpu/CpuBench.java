package dev.keyway.bench.cpu;

import dev.keyway.bench.rig.GatewayOptions;
import dev.keyway.bench.rig.MarkdownTable;
import dev.keyway.bench.rig.Verdict;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench cpu}. */
@Command(
        name = "cpu",
        mixinStandardHelpOptions = true,
        description =
                "Processor time per request, compared with a bare route of Spring Cloud Gateway, and nginx if installed.")
public final class CpuBench implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Parameters(arity = "0..*", description = "What to measure: ${COMPLETION-CANDIDATES}; without any, all.")
    private Set<Workload> workloads = EnumSet.allOf(Workload.class);

    @Option(names = "--rounds", defaultValue = "7", description = "Rounds that count. [${DEFAULT-VALUE}]")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "40",
            description = "Maximum warm-up rounds; fewer once code is compiled. [${DEFAULT-VALUE}]")
    private int warmUp;

    @Option(
            names = "--jvm",
            defaultValue = "-Xmx512m -XX:MaxDirectMemorySize=256m -XX:+UseSerialGC -Dreactor.netty.ioWorkerCount=2",
            description = "Options of both gateways' JVMs. [${DEFAULT-VALUE}]")
    private String jvm = "";

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<Verdict> verdicts = new ArrayList<>();
        for (Workload workload : workloads) {
            verdicts.add(measure(workload));
        }
        PrintWriter out = spec.commandLine().getOut();
        verdicts.forEach(verdict -> out.println(verdict.line()));
        out.flush();
        return Verdict.exitCode(verdicts);
    }

    private Verdict measure(Workload workload) throws InterruptedException, IOException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        Path folder = Files.createTempDirectory("keyway-cpu");
        List<String> flags = List.of(jvm.trim().split("\\s+"));
        List<Contender> contenders = new ArrayList<>();
        try (SteadyProvider provider = new SteadyProvider(loops, workload)) {
            contenders.add(new Direct(provider.v1()));
            Nginx.start(provider.v1(), folder).ifPresent(contenders::add);
            Contender bare = BareRoute.start(provider.v1(), folder, flags);
            contenders.add(bare);
            KeywayContender keyway = new KeywayContender(gateway.jar(), provider.v1(), flags);
            contenders.add(keyway);
            Clients clients = new Clients(loops);
            new WarmUp(workload, provider, warmUp)
                    .play(contenders, clients, spec.commandLine().getOut());
            Map<Contender, Series> measured = play(workload, contenders, clients);
            Series ours = Objects.requireNonNull(measured.get(keyway));
            Series theirs = Objects.requireNonNull(measured.get(bare));
            print(workload, measured, theirs);
            return verdict(workload, Ratio.of(ours.micros(), theirs.micros()));
        } finally {
            contenders.reversed().forEach(Contender::close);
            loops.shutdownGracefully().syncUninterruptibly();
        }
    }

    /** Round after round, each contender in turn, so that whatever else the machine does meets all alike. */
    private Map<Contender, Series> play(Workload workload, List<Contender> contenders, Clients clients)
            throws InterruptedException {
        Map<Contender, Series> measured = new LinkedHashMap<>();
        contenders.forEach(contender -> measured.put(contender, new Series()));
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : contenders) {
                Objects.requireNonNull(measured.get(contender)).add(Round.play(workload, contender, clients));
            }
        }
        return measured;
    }

    private void print(Workload workload, Map<Contender, Series> measured, Series bare) {
        MarkdownTable table = new MarkdownTable(
                workload.title(),
                "requests/s",
                "CPU µs a request",
                workload.isStream() ? "CPU µs a chunk" : "",
                "of it compilers %",
                "of the bare route",
                "spread %");
        measured.forEach((contender, series) -> {
            boolean counted = contender.process().isPresent();
            Ratio ratio = counted ? Ratio.of(series.micros(), bare.micros()) : new Ratio(0, 0);
            table.row(
                    contender.name(),
                    Math.round(series.perSecond()),
                    counted ? Math.round(series.median()) : "–",
                    counted && workload.isStream() ? text("%.1f", series.median() / workload.chunks()) : "",
                    counted ? text("%.0f", series.compilersPart() * 100) : "–",
                    counted ? text("%.2f", ratio.median()) : "–",
                    counted ? text("%.0f", ratio.spread() * 100) : "–");
        });
        spec.commandLine().getOut().println(table);
        spec.commandLine().getOut().flush();
    }

    private static Verdict verdict(Workload workload, Ratio ratio) {
        String name = workload.title() + ": CPU as a part of a bare route's";
        if (!ratio.isClear()) {
            return new Verdict(
                    name, false, text("no verdict, since the rounds differ by %.0f %%", ratio.spread() * 100));
        }
        return Verdict.atMost(name, workload.allowed(), ratio.median());
    }

    private static String text(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
