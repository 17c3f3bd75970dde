package dev.keyway.bench.ui;

import dev.keyway.bench.admin.AdminClient;
import dev.keyway.bench.rig.AdminService;
import dev.keyway.bench.rig.MarkdownTable;
import dev.keyway.bench.rig.Verdict;
import dev.keyway.bench.usage.UsageMonth;
import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Benchmark of the web interface: scores of Lighthouse, and how soon a filter shows rows, with millions of usage records. */
@Command(
        name = "ui",
        mixinStandardHelpOptions = true,
        description = "The web interface in Chromium: Lighthouse, and the time until a filter shows its rows.")
public final class UiBench implements Callable<Integer> {

    private static final int TOKENS_PER_TEAM = 10;
    private static final int LEAST_SCORE = 95;
    private static final int FILTER_MILLIS = 200;
    private static final Duration LONGEST_REBUILD = Duration.ofMinutes(30);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--sources",
            defaultValue = "${sys:keyway.home:-.}",
            description = "The folder of the source code. [${DEFAULT-VALUE}]")
    private Path sources = Path.of(".");

    @Option(
            names = "--records",
            defaultValue = "10000000",
            description = "Usage records of the latest weeks. [${DEFAULT-VALUE}]")
    private long records;

    @Override
    public Integer call() throws Exception {
        Path jar = sources.resolve("admin-api/target/keyway-admin.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("no admin service at " + jar + ": build it first");
        }
        Path scripts = sources.resolve("bench/ui");
        NodePackages.install(scripts);
        PrintWriter out = spec.commandLine().getOut();
        TestDatabase database = PostgresServer.shared().empty();
        UsageMonth month = UsageMonth.latest(database);
        JsonNode measured;
        try (AdminService service = AdminService.start(
                        jar,
                        new HashMap<>(Map.of(
                                "KEYWAY_DB_URL", database.url(),
                                "KEYWAY_DB_USER", database.user(),
                                "KEYWAY_DB_PASSWORD", database.password())));
                AdminClient owner = AdminClient.signIn(service.address())) {
            out.printf("%,d records written%n", month.write(owner, TOKENS_PER_TEAM, records));
            out.flush();
            sumOneDay(owner, month.lateDay());
            month.sumDays();
            measured = new JsonMapper()
                    .readTree(new NodeScript(scripts, "measure.mjs")
                            .output(service.address(), AdminService.PASSWORD, Map.of()));
        }
        return print(measured, out);
    }

    /** The records were written past the service, so it builds their sums: those of one day, so that the Overview has something to show. */
    private static void sumOneDay(AdminClient owner, LocalDate day) throws InterruptedException {
        JsonNode unused = owner.post("/api/v1/usage/rebuilds", "{\"from\": \"%1$s\", \"to\": \"%1$s\"}".formatted(day));
        long began = System.nanoTime();
        while (owner.get("/api/v1/usage/rebuilds")
                .path("items")
                .valueStream()
                .noneMatch(known -> !known.path("rebuiltAt").isNull()
                        && !known.path("rebuiltAt").isMissingNode())) {
            if (System.nanoTime() - began > LONGEST_REBUILD.toNanos()) {
                throw new IllegalStateException("the sums of " + day + " were not built within " + LONGEST_REBUILD);
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static int print(JsonNode measured, PrintWriter out) {
        MarkdownTable table =
                new MarkdownTable("page", "performance", "accessibility", "best practices", "largest paint ms");
        List<Verdict> verdicts = new ArrayList<>();
        measured.get("scores").properties().forEach(page -> {
            JsonNode scores = page.getValue();
            table.row(
                    page.getKey(),
                    scores.get("performance").asInt(),
                    scores.get("accessibility").asInt(),
                    scores.get("best-practices").asInt(),
                    scores.get("largestPaintMillis").asInt());
            for (String category : List.of("performance", "accessibility", "best-practices")) {
                verdicts.add(Verdict.atLeast(
                        "Lighthouse, " + page.getKey() + ", " + category,
                        LEAST_SCORE,
                        scores.get(category).asInt()));
            }
        });
        JsonNode filter = measured.get("filter");
        verdicts.add(Verdict.atMost(
                "milliseconds until an indexed filter shows rows, median of "
                        + filter.get("times").asInt() + ", worst "
                        + filter.get("worst").asInt(),
                FILTER_MILLIS,
                filter.get("median").asInt()));
        out.println(table);
        verdicts.forEach(verdict -> out.println(verdict.line()));
        out.flush();
        return Verdict.exitCode(verdicts);
    }
}
