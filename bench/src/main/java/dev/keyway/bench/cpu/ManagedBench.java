package dev.keyway.bench.cpu;

import dev.keyway.bench.admin.AdminClient;
import dev.keyway.bench.admin.Filled;
import dev.keyway.bench.rig.AdminService;
import dev.keyway.bench.rig.Answer;
import dev.keyway.bench.rig.Gateway;
import dev.keyway.bench.rig.GatewayOptions;
import dev.keyway.bench.rig.LoadClient;
import dev.keyway.bench.rig.MarkdownTable;
import dev.keyway.bench.rig.Shot;
import dev.keyway.bench.rig.Shot.Form;
import dev.keyway.bench.rig.Verdict;
import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** {@code bench managed}. */
@Command(
        name = "managed",
        mixinStandardHelpOptions = true,
        description = "Processor time per request of a managed gateway with many keys and tokens, compared with a"
                + " standalone one; of requests with unknown tokens; and many open streams.")
public final class ManagedBench implements Callable<Integer> {

    private static final String STREAMS = "streams";

    /** A key begins with 16 calls at a time. */
    private static final int STREAMS_PER_KEY = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Option(
            names = "--admin-jar",
            defaultValue = "${sys:keyway.home:-.}/admin-api/target/keyway-admin.jar",
            description = "The admin service to run. [${DEFAULT-VALUE}]")
    private Path adminJar = Path.of("admin-api/target/keyway-admin.jar");

    @Option(names = "--tokens", defaultValue = "100000", description = "Tokens. [${DEFAULT-VALUE}]")
    private int tokens;

    @Option(names = "--keys", defaultValue = "10000", description = "Provider keys. [${DEFAULT-VALUE}]")
    private int keys;

    @Option(names = "--streams", defaultValue = "5000", description = "Streams open at once. [${DEFAULT-VALUE}]")
    private int streams;

    @Option(names = "--rounds", defaultValue = "7", description = "Rounds that count. [${DEFAULT-VALUE}]")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "40",
            description = "Maximum warm-up rounds; fewer once code is compiled. [${DEFAULT-VALUE}]")
    private int warmUp;

    @Option(
            names = "--jvm",
            defaultValue = "-Xmx1g -XX:MaxDirectMemorySize=256m -XX:+UseSerialGC -Dreactor.netty.ioWorkerCount=2",
            description = "Options of both gateways' JVMs. [${DEFAULT-VALUE}]")
    private String jvm = "";

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(adminJar)) {
            throw new IllegalStateException(
                    "no admin service at " + adminJar + ": build it, or name it with --admin-jar");
        }
        Path logs = Files.createTempDirectory("keyway-managed");
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        TestDatabase database = PostgresServer.shared().empty();
        List<String> flags = List.of(jvm.trim().split("\\s+"));
        List<Verdict> verdicts = new ArrayList<>();
        try (SteadyProvider provider = new SteadyProvider(loops, Workload.SMALL);
                SteadyProvider slow = new SteadyProvider(loops, Workload.STREAM);
                AdminService admin = AdminService.start(
                        adminJar,
                        Map.of(
                                "KEYWAY_DB_URL", database.url(),
                                "KEYWAY_DB_USER", database.user(),
                                "KEYWAY_DB_PASSWORD", database.password(),
                                "KEYWAY_ALLOW_PRIVATE_UPSTREAMS", "127.0.0.1/32"));
                AdminClient owner = AdminClient.signIn(admin.address())) {
            slow.pace(Duration.ofSeconds(1));
            Filled filled = new Filled(owner, database, provider.v1());
            JsonNode unused = filled.addModel(ManagedContender.MODEL);
            filled.addKeys(keys);
            filled.addKeys(filled.addProvider(STREAMS, slow.v1()), Math.max(1, streams / STREAMS_PER_KEY));
            filled.addTokens(tokens);
            filled.addLimits();
            try (Gateway managed = Gateway.startManaged(gateway.jar(), admin.address(), filled.gateway(), flags);
                    KeywayContender standalone = new KeywayContender(gateway.jar(), provider.v1(), flags);
                    Contender bare = BareRoute.start(provider.v1(), logs, flags)) {
                print("%,d tokens, %,d provider keys".formatted(tokens, keys));
                verdicts.addAll(cpu(List.of(standalone, bare), managed, provider, loops));
                verdicts.add(streams(managed));
                verdicts.add(booked(owner));
            }
        } finally {
            loops.shutdownGracefully().syncUninterruptibly();
        }
        verdicts.forEach(verdict -> print(verdict.line()));
        return Verdict.exitCode(verdicts);
    }

    /** @param others a standalone gateway and a bare route */
    private List<Verdict> cpu(List<Contender> others, Gateway managed, SteadyProvider provider, EventLoopGroup loops)
            throws InterruptedException {
        Contender served = ManagedContender.served(managed, tokens);
        Contender refused = ManagedContender.refused(managed);
        Contender standalone = others.getFirst();
        Contender bare = others.getLast();
        List<Contender> contenders = List.of(standalone, bare, served, refused);
        Clients clients = new Clients(loops);
        new WarmUp(Workload.SMALL, provider, warmUp)
                .play(contenders, clients, spec.commandLine().getOut());
        Map<Contender, Series> measured = new LinkedHashMap<>();
        contenders.forEach(contender -> measured.put(contender, new Series()));
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : contenders) {
                series(measured, contender).add(Round.play(Workload.SMALL, contender, clients));
            }
        }
        List<Double> alone = series(measured, standalone).micros();
        MarkdownTable table = new MarkdownTable(
                Workload.SMALL.title(), "requests/s", "CPU µs a request", "of it compilers %", "of standalone");
        measured.forEach((contender, series) -> table.row(
                contender.name(),
                Math.round(series.perSecond()),
                Math.round(series.median()),
                String.format(Locale.ROOT, "%.0f", series.compilersPart() * 100),
                String.format(
                        Locale.ROOT, "%.2f", Ratio.of(series.micros(), alone).median())));
        print(table.toString());
        return List.of(
                atMost(
                        "managed: CPU as a part of a standalone gateway's",
                        1.10,
                        Ratio.of(series(measured, served).micros(), alone)),
                atMost(
                        "managed: CPU as a part of a bare route's",
                        0.90,
                        Ratio.of(
                                series(measured, served).micros(),
                                series(measured, bare).micros())),
                atMost(
                        "unknown token: CPU as a part of a served request's",
                        0.2,
                        Ratio.of(
                                series(measured, refused).micros(),
                                series(measured, served).micros())));
    }

    private static Series series(Map<Contender, Series> measured, Contender contender) {
        return Objects.requireNonNull(measured.get(contender));
    }

    private static Verdict atMost(String what, double most, Ratio ratio) {
        return Verdict.atMost(what, most, ratio.median());
    }

    /** All streams are open at once, because each takes longer than it takes to open all. */
    private Verdict streams(Gateway managed) {
        try (LoadClient client = new LoadClient(PATIENCE)) {
            List<Answer> answers = Objects.requireNonNull(Flux.range(0, streams)
                    .flatMap(
                            i -> client.send(Shot.chat(
                                    managed.v1(),
                                    Filled.token(i % tokens),
                                    STREAMS + "/" + ManagedContender.MODEL,
                                    "hello",
                                    Form.STREAM)),
                            streams)
                    .collectList()
                    .block(PATIENCE));
            return Verdict.exactly(
                    "streams of 50 s, all at once, in full",
                    streams,
                    answers.stream().filter(Answer::served).count());
        }
    }

    private Verdict booked(AdminClient owner) throws InterruptedException {
        String path = "/api/v1/usage/summary?groupBy=tenant&provider=" + STREAMS;
        long end = System.nanoTime() + PATIENCE.toNanos();
        long booked = 0;
        while (booked < streams && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(200);
            booked = owner.get(path).at("/total/requests").asLong();
        }
        return Verdict.exactly("streams in the usage records", streams, booked);
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
