package dev.keyway.bench.admin;

import dev.keyway.bench.rig.AdminService;
import dev.keyway.bench.rig.MarkdownTable;
import dev.keyway.bench.rig.Percentiles;
import dev.keyway.bench.rig.Verdict;
import dev.keyway.testkit.gateway.FakeGateway;
import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

/** {@code bench admin}. */
@Command(
        name = "admin",
        mixinStandardHelpOptions = true,
        description = "Snapshots, changes and lists of the admin service with many tokens and keys.")
public final class AdminBench implements Callable<Integer> {

    private static final Duration WAIT = Duration.ofSeconds(25);
    private static final int WARM_UP = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--admin-jar",
            defaultValue = "${sys:keyway.home:-.}/admin-api/target/keyway-admin.jar",
            description = "The admin service to run. [${DEFAULT-VALUE}]")
    private Path jar = Path.of("admin-api/target/keyway-admin.jar");

    @Option(names = "--tokens", defaultValue = "100000", description = "Proxy tokens. [${DEFAULT-VALUE}]")
    private int tokens;

    @Option(names = "--keys", defaultValue = "10000", description = "Provider keys, sealed. [${DEFAULT-VALUE}]")
    private int keys;

    @Option(names = "--snapshots", defaultValue = "7", description = "Snapshots to read. [${DEFAULT-VALUE}]")
    private int snapshots;

    @Option(names = "--pages", defaultValue = "300", description = "First pages to read. [${DEFAULT-VALUE}]")
    private int pages;

    @Option(names = "--edits", defaultValue = "100", description = "Edits to hand over. [${DEFAULT-VALUE}]")
    private int edits;

    @Option(
            names = "--tenants",
            defaultValue = "2000",
            description = "Tenants of the configuration file. [${DEFAULT-VALUE}]")
    private int tenants;

    @Option(
            names = "--files",
            defaultValue = "5",
            description = "Configuration files to read and put. [${DEFAULT-VALUE}]")
    private int files;

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
                AdminClient owner = AdminClient.signIn(service.address())) {
            return measure(
                    new Filled(owner, database, URI.create("https://8.8.8.8/v1")),
                    service,
                    new ConfigFile(owner, database, tenants, files));
        }
    }

    private int measure(Filled filled, AdminService service, ConfigFile file) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        filled.addKeys(keys);
        filled.addTokens(tokens);
        out.println("%,d proxy tokens, %,d sealed provider keys".formatted(tokens, keys));
        MarkdownTable table = new MarkdownTable("what", "times", "p50 ms", "p99 ms", "bytes");
        List<Verdict> verdicts = new ArrayList<>();
        try (FakeGateway gateway = new FakeGateway(service.address(), filled.gateway())) {
            JsonNode unused = gateway.register();
            Series whole = snapshots(gateway);
            row(table, "snapshot, read and its keys opened", whole);
            verdicts.add(Verdict.exactly(
                    "keys that could be opened", keys, gateway.keys().size()));
            verdicts.add(Verdict.atMost(
                    "snapshot p50, ms", 3_000, millis(whole.micros().at(50))));
            Series page = pages(filled);
            row(table, "first page of a tenant's tokens", page);
            verdicts.add(Verdict.atMost(
                    "first page p50, ms", 20, millis(page.micros().at(50))));
            Series edit = edits(gateway, filled);
            row(table, "an edit, from its call to the waiting gateway", edit);
            verdicts.add(Verdict.atMost("bytes of an edit", 10 << 10, (double) edit.bytes()));
        }
        for (ConfigFile.Step step : file.measure()) {
            Series series = Series.of(step.micros(), step.bytes());
            row(table, step.what(), series);
            if (step.micros().size() > 1) {
                verdicts.add(Verdict.atMost(
                        step.what() + " p50, ms", 5_000, millis(series.micros().at(50))));
            }
        }
        out.println(table);
        verdicts.forEach(verdict -> out.println(verdict.line()));
        out.flush();
        return Verdict.exitCode(verdicts);
    }

    private Series snapshots(FakeGateway gateway) {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < WARM_UP + snapshots; i++) {
            long start = System.nanoTime();
            JsonNode unused = gateway.snapshot();
            micros.add((System.nanoTime() - start) / 1_000);
        }
        return Series.of(micros.subList(WARM_UP, micros.size()), gateway.bytes());
    }

    private Series pages(Filled filled) throws InterruptedException {
        List<Long> micros = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < pages; i++) {
            long start = System.nanoTime();
            JsonNode page = filled.firstPage();
            micros.add((System.nanoTime() - start) / 1_000);
            bytes = page.toString().length();
        }
        return Series.of(micros.subList(pages / 3, pages), bytes);
    }

    /** Each edit finds the gateway waiting. */
    private Series edits(FakeGateway gateway, Filled filled) throws InterruptedException, ExecutionException {
        List<Long> micros = new ArrayList<>();
        long most = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < edits; i++) {
                Future<Long> told = threads.submit(() -> {
                    JsonNode unused = gateway.changes(WAIT).orElseThrow();
                    return System.nanoTime();
                });
                long start = System.nanoTime();
                filled.edit();
                micros.add((told.get() - start) / 1_000);
                most = Math.max(most, gateway.bytes());
            }
        }
        return Series.of(micros.subList(edits / 3, edits), most);
    }

    private static void row(MarkdownTable table, String what, Series series) {
        table.row(
                what,
                series.micros().count(),
                text(series.micros().at(50)),
                text(series.micros().at(99)),
                series.bytes());
    }

    private static String text(long micros) {
        return String.format(Locale.ROOT, "%.1f", millis(micros));
    }

    private static double millis(long micros) {
        return micros / 1_000.0;
    }

    private record Series(Percentiles micros, long bytes) {

        static Series of(List<Long> micros, long bytes) {
            return new Series(Percentiles.of(micros.stream().mapToLong(Long::longValue)), bytes);
        }
    }
}
