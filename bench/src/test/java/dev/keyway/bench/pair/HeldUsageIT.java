package dev.keyway.bench.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.dialect.Usage;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.time.Awaiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Usage is booked as it was when its request was admitted, whatever was changed before it arrived. */
@ExtendWith(GatedPair.Sharing.class)
class HeldUsageIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * So many pieces of a stream arrive in a second. The gateway counts a piece before it sends it, so those that have been read may be
     * a few fewer than those counted.
     */
    private static final int A_SECOND = 20;

    static UsageGate gate;
    static Pair pair;
    static Books books;
    static Path folder;
    static Path state;

    private List<String> gapsBefore = List.of();

    @BeforeAll
    static void take(GatedPair shared) {
        gate = shared.gate();
        pair = shared.pair();
        books = Books.of(shared.connection());
        folder = shared.folder().path();
        state = pair.home().resolve(Pair.GATEWAY_STATE);
    }

    @BeforeEach
    void noteGaps() {
        gapsBefore = books.gaps();
    }

    @AfterEach
    void letUsageThrough() {
        gate.open();
    }

    @Test
    void whatWasMovedOrDeletedMeanwhileIsBookedWhereItWas() {
        tenant("Movers");
        String moved = token("Movers", "One", "moved");
        String deleted = token("Movers", "One", "deleted");
        String ofTeam = token("Movers", "Gone", "of team");
        tenant("Leavers");
        String ofTenant = token("Leavers", "All", "of tenant");
        pair.awaitConfiguration();

        gate.shut();
        Calls calls = new Calls(pair);
        calls.chats(4, moved).chats(4, deleted).chats(4, ofTeam).chats(4, ofTenant);
        move("Movers", "moved", "Gone");
        calls.chats(2, moved);
        pair.owner().delete("/api/v1/tenants/Movers/teams/One/tokens/" + id("Movers", "deleted"));
        pair.owner().delete("/api/v1/tenants/Movers/teams/Gone?revokeTokens=true");
        pair.owner().delete("/api/v1/tenants/Leavers/teams/All?revokeTokens=true");
        pair.owner().delete("/api/v1/tenants/Leavers");
        pair.awaitConfiguration();
        for (String gone : List.of(moved, deleted, ofTeam, ofTenant)) {
            assertThat(pair.chat(gone, false).statusCode()).isEqualTo(401);
        }
        gate.open();

        calls.requireBooked(books);
        assertThat(books.lines("""
                        SELECT concat_ws(' ', tenant, team, token, count(*)) FROM keyway.usage_event
                        WHERE tenant IN ('Movers', 'Leavers') AND kind = 'REQUEST' GROUP BY tenant, team, token ORDER BY 1"""))
                .containsExactly(
                        "Leavers All of tenant 4",
                        "Movers Gone moved 2",
                        "Movers Gone of team 4",
                        "Movers One deleted 4",
                        "Movers One moved 4");
        assertThat(books.gaps()).isEqualTo(gapsBefore);
    }

    @Test
    void theDateIsThatOfTheZoneAtAdmission() {
        ZoneId ahead = ZoneId.of("Pacific/Kiritimati");
        ZoneId behind = ZoneId.of("Pacific/Pago_Pago");
        tenant("Travellers");
        String token = token("Travellers", "All", "zoned");
        zone("Travellers", ahead);
        gate.shut();
        Calls calls = new Calls(pair);
        LocalDate first = LocalDate.now(ahead);
        calls.chats(3, token);
        zone("Travellers", behind);
        LocalDate second = LocalDate.now(behind);
        calls.chats(2, token);
        gate.open();

        calls.requireBooked(books);
        assertThat(second).isBefore(first);
        assertThat(books.lines("""
                        SELECT concat_ws(' ', window_start, requests) FROM keyway.spend
                        WHERE scope = 'TENANT' AND period = 'DAY' AND scope_id = (SELECT id FROM keyway.tenant WHERE name = 'Travellers')
                        ORDER BY 1""")).containsExactly(second + " 2", first + " 3");
    }

    @Test
    void aStreamIsBookedAtThePriceOfItsStart() throws InterruptedException {
        pair.price("slow", "1", "2");
        pair.provider()
                .when(Match.model("slow"))
                .reply(Reply.chunks(4).usage(Usage.of(1_000, 500)).delay(Duration.ofSeconds(10)));
        Calls calls = new Calls(pair);
        Thread stream = Thread.ofVirtual().start(() -> {
            var unused = calls.chat(pair.token(), "fake/slow", true);
        });
        Awaiting.until(
                "the stream upstream",
                PATIENCE,
                () -> !pair.provider().requests(Match.model("slow")).isEmpty());
        pair.price("slow", "100", "200");
        assertThat(stream.isAlive()).isTrue();
        stream.join();
        var unused = calls.chat(pair.token(), "fake/slow", true);

        calls.requireBooked(books);
        assertThat(books.entries().stream()
                        .filter(entry -> "slow".equals(entry.model()))
                        .map(Books.Entry::costNanos))
                .containsExactly(2_000_000L, 200_000_000L);
        assertThat(books.gaps()).isEqualTo(gapsBefore);
    }

    @Test
    void aStreamThatIsCutByAKillIsBookedAtWhatItHadReported() throws IOException {
        pair.price("long", "1", "2");
        pair.provider().when(Match.model("long")).reply(Reply.chunks(3_000).gap(Duration.ofMillis(50)));
        HttpResponse<InputStream> stream = pair.stream(pair.token(), "fake/long");
        int pieces = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            pieces += readPieces(lines, 1);
            long opened = written();
            while (written() == opened) {
                pieces += readPieces(lines, A_SECOND);
            }
            pieces += readPieces(lines, A_SECOND);
            pair.gateway().kill();
        }
        pair.gateway().restart();

        String request = stream.headers().firstValue("x-request-id").orElseThrow();
        String record =
                "FROM keyway.usage_event e JOIN keyway.usage_attempt a ON a.event_id = e.id WHERE request_id = '%s'"
                        .formatted(request);
        Awaiting.until(
                "its record",
                PATIENCE,
                () -> !books.lines("SELECT e.id " + record).isEmpty());
        assertThat(books.lines(
                        "SELECT concat_ws(' ', e.outcome, e.estimated, a.output > 0, e.cost_nanos < e.held_nanos) "
                                + record))
                .containsExactly("INTERRUPTED t t t");
        assertThat(Integer.parseInt(books.lines("SELECT a.output " + record).getFirst()))
                .as("what was written while the stream was open")
                .isBetween(1, pieces);
        books.requireEqualSums();
    }

    @Test
    void timesOfAGatewayWithAWrongClockAreCorrected() {
        String token = token("Default", "Default", "of a wrong clock");
        pair.awaitConfiguration();
        for (Duration ahead : List.of(DAY, DAY.negated())) {
            String clock = "of a clock of " + ahead;
            int before = ofToken("of a wrong clock").size();
            assertThat(pair.gateway().terminate()).isEqualTo(143);
            pair.gateway().set("JAVA_TOOL_OPTIONS", ShiftedClock.options(folder, ahead));
            pair.gateway().restart();
            assertThat(pair.gateway().output()).contains("the clock is shifted by " + ahead.toSeconds());
            Instant began = Instant.now();
            Calls calls = new Calls(pair).chats(4, token);

            calls.requireBooked(books);
            List<Books.Entry> entries =
                    ofToken("of a wrong clock").stream().skip(before).toList();
            assertThat(entries)
                    .as(clock)
                    .hasSize(4)
                    .allSatisfy(entry -> assertThat(entry.at())
                            .as(clock)
                            .isBetween(began.minusSeconds(5), Instant.now().plusSeconds(5)));
            assertThat(books.lines(
                            "SELECT date FROM keyway.usage_event WHERE clock_offset_millis BETWEEN %d AND %d GROUP BY date"
                                    .formatted(
                                            ahead.negated().toMillis() - 5_000,
                                            ahead.negated().toMillis() + 5_000)))
                    .as("the admission date is the one that was recorded")
                    .containsExactly(LocalDate.ofInstant(began.plus(ahead), ZoneOffset.UTC)
                            .toString());
        }
        assertThat(pair.gateway().terminate()).isEqualTo(143);
        pair.gateway().set("JAVA_TOOL_OPTIONS", "");
        pair.gateway().restart();
        new Calls(pair).chats(2, token).requireBooked(books);
        assertThat(books.gaps()).isEqualTo(gapsBefore);
    }

    /** Reads so many events of a stream. @return their number */
    private static int readPieces(BufferedReader lines, int number) throws IOException {
        int read = 0;
        while (read < number) {
            String line = Objects.requireNonNull(lines.readLine(), "the stream has ended");
            read += line.startsWith("data: ") ? 1 : 0;
        }
        return read;
    }

    /**
     * What the gateway has written to its usage log, in bytes; its files have their full size from the start. While one stream is open,
     * this grows by what is reported of the stream.
     */
    private static long written() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(state)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("key_usage.log"))
                    .toList()) {
                byte[] content = Files.readAllBytes(file);
                int end = content.length;
                while (end > 0 && content[end - 1] == 0) {
                    end--;
                }
                bytes += end;
            }
        }
        return bytes;
    }

    private static List<Books.Entry> ofToken(String name) {
        return books.entries().stream()
                .filter(entry -> entry.token().equals(name))
                .toList();
    }

    private static void tenant(String name) {
        JsonNode unused = pair.owner().post("/api/v1/tenants", "{\"name\": \"%s\"}".formatted(name));
    }

    private static void move(String tenant, String token, String team) {
        JsonNode unused = pair.owner()
                .act(
                        "/api/v1/tenants/%s/teams/One/tokens/%s/move".formatted(tenant, id(tenant, token)),
                        "{\"teamId\": \"%s\"}".formatted(team));
        pair.awaitConfiguration();
    }

    private static String id(String tenant, String token) {
        return pair.owner()
                .get("/api/v1/tenants/" + tenant + "/tokens")
                .get("items")
                .valueStream()
                .filter(known -> known.get("name").asString().equals(token))
                .map(known -> known.get("id").asString())
                .findFirst()
                .orElseThrow();
    }

    private static void zone(String tenant, ZoneId zone) {
        JsonNode unused = pair.owner().patch("/api/v1/tenants/" + tenant, "{\"zone\": \"%s\"}".formatted(zone));
        pair.awaitConfiguration();
    }

    /** The secret of a new token; its team is made where there is none. */
    private static String token(String tenant, String team, String name) {
        String teams = "/api/v1/tenants/" + tenant + "/teams";
        boolean isKnown = pair.owner()
                .get(teams)
                .get("items")
                .valueStream()
                .anyMatch(known -> known.get("name").asString().equals(team));
        if (!isKnown) {
            JsonNode unused = pair.owner().post(teams, "{\"name\": \"%s\"}".formatted(team));
        }
        return pair.owner()
                .post(teams + "/" + team + "/tokens", "{\"name\": \"%s\"}".formatted(name))
                .get("secret")
                .asString();
    }
}
