package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.usage.Usage;
import dev.keyway.filters.body.BodyBudget;
import dev.keyway.filters.keypool.PoolCounts;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.snapshot.Providers;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault on providers of its own: in a plain answer and in a stream, where another key is left and where none is.
 * docs/fault-matrix.md says what becomes of each.
 */
class FaultMatrixIT {

    private static final Path PAGE = Path.of("../docs/fault-matrix.md");
    private static final int AT_ONCE = 64;
    private static final int LEAST_FAULTS = 40;

    private static final Set<String> UNBILLED = Set.of(
            "a name that does not resolve",
            "connection refused",
            "TLS: another host's certificate",
            "TLS: closed within the handshake",
            "304 Not Modified",
            "a redirect to another host",
            "a proxy's page, 502",
            "a CDN's page, 524");

    private static final Set<String> PERHAPS_BILLED = Set.of(
            "silent after the request",
            "closed after the request",
            "reset after the request",
            "closed within the headers",
            "headers that never end",
            "204 No Content",
            "comments, but no content");

    @TempDir
    private static Path folder;

    private static FaultAddresses addresses;
    private static List<FaultCell> cells;
    private static final Map<FaultCell, Told> TOLD = new LinkedHashMap<>();
    private static TestGateway gateway;
    private static Traffic traffic;
    private static LeakWatch leaks;

    @BeforeAll
    static void sufferThemAll() throws Exception {
        addresses = FaultAddresses.open(folder);
        cells = FaultCell.of(addresses.faults().keySet());
        TestGateway.Builder builder = TestGateway.builder()
                .set("keyway.global-timeout", "30s")
                .set("keyway.first-byte-timeout", Faults.LIMIT.toSeconds() + "s")
                .set("keyway.first-byte-timeout-stream", Faults.LIMIT.toSeconds() + "s")
                .set("keyway.chunk-gap-timeout", Faults.LIMIT.toSeconds() + "s")
                .set("keyway.network.ca-file", addresses.authority())
                .set("logging.level.dev.keyway", "error")
                .set("logging.level.keyway.access", "off")
                .with(Records.Kept.class);
        cells.forEach(cell -> configure(builder, cell));
        gateway = builder.start();
        traffic = new Traffic(gateway);
        leaks = new LeakWatch();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Told> all = Traffic.run(
                    cells.size(), AT_ONCE, i -> CompletableFuture.supplyAsync(() -> suffer(cells.get(i)), clients));
            for (int i = 0; i < cells.size(); i++) {
                TOLD.put(cells.get(i), all.get(i));
            }
        }
    }

    private static void configure(TestGateway.Builder builder, FaultCell cell) {
        URI faulty = Objects.requireNonNull(addresses.faults().get(cell.fault()));
        String keys = "keyway.providers." + cell.id() + ".keys";
        builder.provider(cell.id(), faulty, "sk-" + cell.id());
        if (cell.another()) {
            builder.set(keys + "[1].value", "sk-other-" + cell.id())
                    .set(keys + "[1].tier", 1)
                    .set(keys + "[1].base-url", addresses.good());
        }
    }

    /** A connection that has served before belongs to one client's connection, and its event loop. */
    private static Told suffer(FaultCell cell) {
        if (!cell.needsAConnection()) {
            return ask(traffic, cell);
        }
        try (Traffic own = new Traffic(gateway)) {
            HttpResponse<String> unused =
                    own.chat(cell.id() + "/warm-up", "x", cell.stream()).join();
            return ask(own, cell);
        }
    }

    private static Told ask(Traffic client, FaultCell cell) {
        HttpResponse<String> answer = client.chat(cell.id() + "/" + cell.id(), "x", cell.stream())
                .handle((whole, cut) -> whole)
                .join();
        RequestRecord record = Records.of(gateway).awaitFor(cell.id());
        return new Told(cell, answer, record, counts(cell));
    }

    @AfterAll
    static void stop() throws IOException {
        traffic.close();
        leaks.close();
        gateway.close();
        addresses.close();
    }

    static Stream<String> faults() {
        return addresses.faults().keySet().stream();
    }

    static Stream<FaultCell> cells() {
        return cells.stream();
    }

    @Test
    void thePageTellsOfAllFaultsAndOfNoOther() throws IOException {
        assertThat(rows().keySet()).hasSizeGreaterThanOrEqualTo(LEAST_FAULTS);
        assertThat(rows().keySet()).containsExactlyElementsOf(addresses.faults().keySet());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void becomesOfItWhatThePageSays(String fault) throws IOException {
        List<Told> its = TOLD.values().stream()
                .filter(told -> told.cell().fault().equals(fault))
                .toList();
        String plain = its.get(0).keyState();
        String stream = its.get(2).keyState();

        String row = "| %s | %s | %s |"
                .formatted(
                        fault,
                        its.stream().map(Told::toString).collect(Collectors.joining(" | ")),
                        plain.equals(stream) ? plain : plain + "; stream: " + stream);

        assertThat(row).isEqualTo(rows().get(fault));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void isBookedAsItWasToldAndHoldsNothing(FaultCell cell) {
        Told told = Objects.requireNonNull(TOLD.get(cell));
        RequestRecord record = told.record();

        assertThat(record.attempts()).isEqualTo(attempts(cell).size());
        assertThat(record.outcome()).isEqualTo(told.outcome());
        assertThat(record.status()).isEqualTo(told.status());
        List<AttemptUsage> failed = new ArrayList<>();
        Usage all = Usage.ZERO;
        for (AttemptRecord attempt : attempts(cell)) {
            all = all.plus(attempt.usage().tokens());
            if (attempt.outcome() == Outcome.COMPLETED) {
                assertThat(attempt.usage().tokens()).isEqualTo(Usage.of(7, 3));
                assertThat(attempt.usage().estimated()).isFalse();
            } else {
                failed.add(attempt.usage());
            }
        }
        assertThat(record.usage()).isEqualTo(all);
        assertThat(record.estimated()).isEqualTo(failed.stream().anyMatch(AttemptUsage::estimated));
        if (UNBILLED.contains(cell.fault())) {
            assertThat(failed).isNotEmpty().containsOnly(AttemptUsage.NONE);
        }
        if (PERHAPS_BILLED.contains(cell.fault())) {
            assertThat(failed)
                    .isNotEmpty()
                    .allMatch(usage -> usage.estimated() && usage.tokens().promptTokens() > 0);
        }
        Awaiting.until("no call in flight", () -> counts(cell).inFlight() == 0);
        assertThat(counts(cell).queued()).isZero();
    }

    @Test
    void leavesNoBufferBehind() {
        BodyBudget budget = gateway.context().getBean(BodyBudget.class);
        Awaiting.until("no body held", () -> budget.held() == 0);
        assertThat(leaks.leaks()).isEmpty();
    }

    private static List<AttemptRecord> attempts(FaultCell cell) {
        return Records.of(gateway).attempts().stream()
                .filter(attempt -> attempt.model().equals(cell.id()))
                .toList();
    }

    private static PoolCounts counts(FaultCell cell) {
        return gateway.context().getBean(Providers.class).all().stream()
                .filter(provider -> provider.id().equals(cell.id()))
                .findFirst()
                .orElseThrow()
                .pool()
                .counts();
    }

    /**
     * What became of it.
     *
     * @param answer what the client was given; null if the connection was cut
     * @param record what was recorded
     * @param keys the keys' states when it was over
     */
    private record Told(FaultCell cell, @Nullable HttpResponse<String> answer, RequestRecord record, PoolCounts keys) {

        int status() {
            return answer == null ? 200 : answer.statusCode();
        }

        Outcome outcome() {
            if (answer == null) {
                return Outcome.BROKEN;
            }
            if (status() >= 300) {
                return status() >= 500 || status() == 429 ? Outcome.FAILED : Outcome.REFUSED;
            }
            String body = answer.body();
            boolean whole = cell.stream()
                    ? Answers.streamedText(body).equals(Faults.TEXT)
                            && Answers.errors(body).isEmpty()
                    : Answers.text(body).equals(Faults.TEXT);
            return whole ? Outcome.COMPLETED : Outcome.BROKEN;
        }

        /** The state of the key that met the fault. */
        String keyState() {
            return keys.locked() > 0 ? "locked" : keys.cooling() > 0 ? "cools" : "usable";
        }

        /** What the client saw, and how many calls it took. */
        @Override
        public String toString() {
            String seen = switch (outcome()) {
                case COMPLETED -> "served";
                case BROKEN -> "broken";
                default ->
                    status() + " "
                            + Answers.json(Objects.requireNonNull(answer).body())
                                    .at("/error/code")
                                    .asString("without a code");
            };
            return seen + ", " + record.attempts();
        }
    }

    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("| "))
                .forEach(line -> rows.put(line.substring(2, line.indexOf(" |", 2)), line));
        return rows;
    }
}
