package dev.keyway.bench.ingest;

import dev.keyway.bench.admin.AdminClient;
import dev.keyway.bench.admin.Filled;
import dev.keyway.bench.rig.AdminService;
import dev.keyway.bench.rig.MarkdownTable;
import dev.keyway.bench.rig.Verdict;
import dev.keyway.testkit.gateway.FakeGateway;
import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code bench ingest}. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description =
                "Usage events per second that the admin service takes, compared with a plain COPY of the same rows.")
public final class IngestBench implements Callable<Integer> {

    private static final int LEAST_PER_SECOND = 15_000;
    private static final double LEAST_OF_COPY = 0.35;
    private static final int WARM_UP = 6;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--admin-jar",
            defaultValue = "${sys:keyway.home:-.}/admin-api/target/keyway-admin.jar",
            description = "The admin service to run. [${DEFAULT-VALUE}]")
    private Path jar = Path.of("admin-api/target/keyway-admin.jar");

    @Option(names = "--batches", defaultValue = "20", description = "Batches of each gateway. [${DEFAULT-VALUE}]")
    private int batches;

    @Option(names = "--events", defaultValue = "5000", description = "Events in a batch. [${DEFAULT-VALUE}]")
    private int events;

    @Option(
            names = "--gateways",
            defaultValue = "2",
            description = "Gateways, each with one batch at a time. [${DEFAULT-VALUE}]")
    private int gateways;

    @Option(names = "--tokens", defaultValue = "1000", description = "Tokens. [${DEFAULT-VALUE}]")
    private int tokens;

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("no admin service at " + jar + ": build it, or name it with --admin-jar");
        }
        TestDatabase database = PostgresServer.shared().empty();
        try (AdminService service = AdminService.start(
                        jar,
                        Map.of(
                                "KEYWAY_DB_URL", database.url(),
                                "KEYWAY_DB_USER", database.user(),
                                "KEYWAY_DB_PASSWORD", database.password()));
                AdminClient owner = AdminClient.signIn(service.address());
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            double ingest = ingest(logs(new Filled(owner, database, URI.create("https://8.8.8.8/v1")), service, http));
            PlainCopy copy = new PlainCopy(database);
            double events = copy.perSecond(List.of("usage_event"), gateways, this.events);
            double both = copy.perSecond(List.of("usage_event", "usage_attempt"), gateways, this.events);
            return report(ingest, events, both);
        }
    }

    private List<GatewayLog> logs(Filled filled, AdminService service, HttpClient http) throws InterruptedException {
        JsonNode model = filled.addModel("gpt-4o-mini");
        UUID modelId = UUID.fromString(model.path("modelId").asString());
        String list = modelId + "/" + model.path("validFrom").asString();
        Events made = new Events(new Random(1), tokens, filled.provider(), list);
        List<GatewayLog> logs = new ArrayList<>();
        for (int i = 0; i < gateways; i++) {
            String credential = filled.gateway("bench-" + i);
            try (FakeGateway gateway = new FakeGateway(service.address(), credential)) {
                JsonNode unused = gateway.register();
            }
            GatewayLog log = new GatewayLog(http, service.address(), credential);
            for (int batch = 0; batch < WARM_UP + batches; batch++) {
                log.add(made, events);
            }
            logs.add(log);
        }
        return logs;
    }

    private double ingest(List<GatewayLog> logs) throws InterruptedException, ExecutionException {
        post(logs, WARM_UP);
        long start = System.nanoTime();
        post(logs, batches);
        return (double) gateways * batches * events * 1e9 / (System.nanoTime() - start);
    }

    private static void post(List<GatewayLog> logs, int count) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            logs.forEach(log -> running.add(threads.submit(() -> log.post(count))));
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    private int report(double ingest, double events, double both) {
        MarkdownTable table = new MarkdownTable("usage events", "a second", "of the COPY of events");
        row(table, "ingest", ingest, events);
        row(table, "COPY of events and attempts", both, events);
        row(table, "COPY of events", events, events);
        PrintWriter out = spec.commandLine().getOut();
        out.println(table);
        List<Verdict> verdicts = List.of(
                Verdict.atLeast("events a second", LEAST_PER_SECOND, ingest),
                Verdict.atLeast("ingest as a part of a plain COPY of events", LEAST_OF_COPY, ingest / events));
        verdicts.forEach(verdict -> out.println(verdict.line()));
        out.flush();
        return Verdict.exitCode(verdicts);
    }

    private static void row(MarkdownTable table, String what, double perSecond, double of) {
        table.row(what, Math.round(perSecond), String.format(Locale.ROOT, "%.2f", perSecond / of));
    }
}
