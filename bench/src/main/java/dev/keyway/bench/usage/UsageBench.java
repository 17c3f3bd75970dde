package dev.keyway.bench.usage;

import dev.keyway.bench.admin.AdminClient;
import dev.keyway.bench.admin.Filled;
import dev.keyway.bench.ingest.Events;
import dev.keyway.bench.ingest.GatewayLog;
import dev.keyway.bench.rig.AdminService;
import dev.keyway.bench.rig.MarkdownTable;
import dev.keyway.bench.rig.Percentiles;
import dev.keyway.bench.rig.Verdict;
import dev.keyway.testkit.gateway.FakeGateway;
import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code bench books}. */
@Command(
        name = "books",
        mixinStandardHelpOptions = true,
        description = "Sums, lists, statements, exports and retention with millions of usage records.")
public final class UsageBench implements Callable<Integer> {

    private static final int WARM_UP = 5;
    private static final int ROWS_PER_SECOND = 200_000;
    private static final int TOKENS_PER_TEAM = 10;
    private static final int EVENTS_PER_BATCH = 500;
    private static final Duration LONGEST_REBUILD = Duration.ofHours(1);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--admin-jar",
            defaultValue = "${sys:keyway.home:-.}/admin-api/target/keyway-admin.jar",
            description = "The admin service to run. [${DEFAULT-VALUE}]")
    private Path jar = Path.of("admin-api/target/keyway-admin.jar");

    @Option(names = "--records", defaultValue = "10000000", description = "Records of a month. [${DEFAULT-VALUE}]")
    private long records;

    @Option(names = "--times", defaultValue = "20", description = "How often each query is asked. [${DEFAULT-VALUE}]")
    private int times;

    @Option(
            names = "--export-days",
            defaultValue = "3",
            description = "How many days of the month are exported. [${DEFAULT-VALUE}]")
    private int exportDays;

    private final MarkdownTable table = new MarkdownTable("what", "times", "p50 ms", "worst ms");
    private final List<Verdict> verdicts = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("no admin service at " + jar + ": build it, or name it with --admin-jar");
        }
        TestDatabase database = PostgresServer.shared().empty();
        YearMonth before = YearMonth.now(ZoneOffset.UTC).minusMonths(2);
        UsageMonth month = new UsageMonth(database, before);
        PrintWriter out = spec.commandLine().getOut();
        Sender sender;
        try (AdminService service = AdminService.start(jar, settings(database));
                AdminClient owner = AdminClient.signIn(service.address())) {
            sender = sender(service, owner, database);
            long start = System.nanoTime();
            long written = month.write(owner, TOKENS_PER_TEAM, records);
            out.println("%,d records of %s written in %d s".formatted(written, before, seconds(start)));
            out.flush();
            rebuild(owner, before, written);
            long summing = System.nanoTime();
            month.sumDays();
            out.println("days summed, as far as the service had not done so, in %d s".formatted(seconds(summing)));
            out.flush();
            sums(owner, month);
            lists(owner, month);
            statement(owner, month, before);
            export(owner, before, month);
            reprice(owner, before.atDay(1), month);
        }
        retention(database, month, sender);
        out.println(table);
        verdicts.forEach(verdict -> out.println(verdict.line()));
        out.flush();
        return Verdict.exitCode(verdicts);
    }

    /** Asks for the sums of all days to be built again, and waits until they are. */
    private void rebuild(AdminClient owner, YearMonth month, long written) throws InterruptedException {
        long start = System.nanoTime();
        JsonNode unused = owner.post(
                "/api/v1/usage/rebuilds",
                "{\"from\": \"%s\", \"to\": \"%s\"}".formatted(month.atDay(1), month.atEndOfMonth()));
        while (rebuilt(owner, month) < month.lengthOfMonth()) {
            if (System.nanoTime() - start > LONGEST_REBUILD.toNanos()) {
                throw new IllegalStateException("the sums were not built again within " + LONGEST_REBUILD);
            }
            TimeUnit.SECONDS.sleep(1);
        }
        long seconds = seconds(start);
        spec.commandLine()
                .getOut()
                .println(
                        "sums of all days built again in %d s, up to a minute of waiting included: %,d records a second"
                                .formatted(seconds, written / Math.max(1, seconds)));
        spec.commandLine().getOut().flush();
    }

    private static int rebuilt(AdminClient owner, YearMonth month) throws InterruptedException {
        int days = 0;
        for (JsonNode day : owner.get("/api/v1/usage/rebuilds").path("items")) {
            boolean done =
                    !day.path("rebuiltAt").isNull() && !day.path("rebuiltAt").isMissingNode();
            days += done
                            && YearMonth.from(LocalDate.parse(day.path("day").asString()))
                                    .equals(month)
                    ? 1
                    : 0;
        }
        return days;
    }

    private void sums(AdminClient owner, UsageMonth month) throws Exception {
        String range = "/api/v1/usage/summary?from=" + month.from() + "&to=" + month.to();
        time("30-day summary", 50, owner, range);
        for (String dimension : List.of("tenant", "team", "token", "model", "key", "outcome")) {
            time("30-day summary by " + dimension, 50, owner, range + "&top=20&groupBy=" + dimension);
        }
        time("30-day summary of a team by model", 50, owner, range + "&groupBy=model&team=" + month.some("team_id"));
        String series = "/api/v1/usage/series?interval=day&from=" + month.from() + "&to=" + month.to();
        time("30 days by team", 100, owner, series + "&top=5&groupBy=team");
        for (String dimension : List.of("tag:feature", "user")) {
            told("30-day summary by " + dimension, owner, range + "&top=20&groupBy=" + dimension);
        }
    }

    private void lists(AdminClient owner, UsageMonth month) throws Exception {
        String range = "/api/v1/usage/requests?limit=50&from=" + month.from() + "&to=" + month.to();
        time("first page", 20, owner, range);
        time("first page of a tenant", 20, owner, range + "&tenant=" + month.some("tenant_id"));
        time("first page of a team", 20, owner, range + "&team=" + month.some("team_id"));
        time("first page of a token", 20, owner, range + "&token=" + month.some("token_id"));
        time("first page of a model", 20, owner, range + "&model=" + month.recorded("model"));
        time("first page of a key", 20, owner, range + "&key=" + month.recorded("key_id"));
        time("first page of failed requests", 20, owner, range + "&outcome=FAILED");
        time("first page of an error code", 20, owner, range + "&errorCode=rate_limit_exceeded");
        time("a request by its ID", 20, owner, range + "&requestId=" + month.recorded("request_id"));
        time(
                "first page of slow requests, without an index",
                300,
                owner,
                range + "&minDurationMillis=9890&minTokens=4900");
    }

    private void statement(AdminClient owner, UsageMonth month, YearMonth of) throws Exception {
        time(
                "statement of a tenant's month",
                300,
                owner,
                "/api/v1/statements/%s/%s".formatted(month.some("tenant_id"), of));
    }

    /** Each kind once for an hour before, as queries are asked some times before they are measured. */
    private void export(AdminClient owner, YearMonth of, UsageMonth month) throws InterruptedException {
        Instant to = of.atDay(1 + exportDays).atStartOfDay().toInstant(ZoneOffset.UTC);
        for (String kind : List.of(
                "/api/v1/usage/export?format=csv&",
                "/api/v1/usage/export?format=ndjson&",
                "/api/v1/usage/export/focus?")) {
            Instant hour = Instant.parse(month.from()).plus(1, ChronoUnit.HOURS);
            long unused = owner.lines(kind + "from=" + month.from() + "&to=" + hour);
            long start = System.nanoTime();
            long rows = owner.lines(kind + "from=" + month.from() + "&to=" + to);
            double perSecond = rows * 1e9 / (System.nanoTime() - start);
            String name = kind.substring("/api/v1/usage/".length(), kind.length() - 1);
            row(
                    name + ", %,d rows".formatted(rows),
                    1,
                    (System.nanoTime() - start) / 1_000_000,
                    "%,.0f rows/s".formatted(perSecond));
            verdicts.add(Verdict.atLeast(name + ", rows a second", ROWS_PER_SECOND, Math.floor(perSecond)));
        }
    }

    private void reprice(AdminClient owner, LocalDate day, UsageMonth month) throws InterruptedException {
        for (RepricedDay.Kind kind : RepricedDay.Kind.values()) {
            RepricedDay done = RepricedDay.of(owner, day, month.prices(), kind);
            row(
                    "repricing of a day, %s, %,d requests".formatted(kind.text(), done.requests()),
                    1,
                    done.took().toMillis(),
                    "%,.0f requests/s".formatted(done.perSecond()));
        }
    }

    private static Sender sender(AdminService service, AdminClient owner, TestDatabase database)
            throws InterruptedException {
        Filled filled = new Filled(owner, database, URI.create("https://8.8.8.8/v1"));
        JsonNode model = filled.addModel("gpt-4o-mini");
        String list = UUID.fromString(model.path("modelId").asString()) + "/"
                + model.path("validFrom").asString();
        String credential = filled.gateway("bench-retention");
        try (FakeGateway gateway = new FakeGateway(service.address(), credential)) {
            JsonNode unused = gateway.register();
        }
        return new Sender(credential, new Events(new Random(1), 1_000, filled.provider(), list));
    }

    /** A service that keeps one month finds this one too old. */
    private void retention(TestDatabase database, UsageMonth month, Sender sender) throws Exception {
        Map<String, String> settings = settings(database);
        settings.put("KEYWAY_USAGE_KEEPMONTHS", "1");
        try (AdminService service = AdminService.start(jar, settings);
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            GatewayLog log = new GatewayLog(http, service.address(), sender.credential());
            RetainedMonth.Result result =
                    RetainedMonth.watch(service, month, log, each -> each.add(sender.events(), EVENTS_PER_BATCH));
            Percentiles batches = result.batches();
            row("month closed (its sums written)", 1, result.closeMillis(), result.closeMillis());
            row("month dropped", 1, result.dropMillis(), result.dropMillis());
            row("batch of 500 events meanwhile", batches.count(), batches.at(50), batches.at(100));
            verdicts.add(Verdict.atMost("drop of the month, ms", 1_000, (double) result.dropMillis()));
            verdicts.add(Verdict.atMost("slowest batch meanwhile, ms", 1_000, (double) batches.at(100)));
        }
    }

    /** A registered gateway, and what it reports. */
    private record Sender(String credential, Events events) {}

    private void time(String what, long most, AdminClient owner, String path) throws InterruptedException {
        Percentiles micros = ask(what, owner, path, WARM_UP, times);
        verdicts.add(Verdict.atMost(what + ", p50 in ms", (double) most, micros.at(50) / 1_000.0));
    }

    /** Without a requirement. */
    private void told(String what, AdminClient owner, String path) throws InterruptedException {
        Percentiles unused = ask(what, owner, path, 1, 3);
    }

    private Percentiles ask(String what, AdminClient owner, String path, int warmUp, int count)
            throws InterruptedException {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < warmUp + count; i++) {
            long start = System.nanoTime();
            JsonNode unused = owner.get(path);
            micros.add((System.nanoTime() - start) / 1_000);
        }
        Percentiles measured =
                Percentiles.of(micros.subList(warmUp, micros.size()).stream().mapToLong(Long::longValue));
        row(what, count, millis(measured.at(50)), millis(measured.at(100)));
        return measured;
    }

    private static Map<String, String> settings(TestDatabase database) {
        return new HashMap<>(Map.of(
                "KEYWAY_DB_URL", database.url(),
                "KEYWAY_DB_USER", database.user(),
                "KEYWAY_DB_PASSWORD", database.password()));
    }

    /** What has been measured is printed at once, as a run takes long. */
    private void row(Object... cells) {
        table.row(cells);
        PrintWriter out = spec.commandLine().getOut();
        out.println(Stream.of(cells).map(String::valueOf).collect(Collectors.joining("  ")));
        out.flush();
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.1f", micros / 1_000.0);
    }

    private static long seconds(long start) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }
}
