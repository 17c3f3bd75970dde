package dev.keyway.bench.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.bench.rig.JavaHome;
import dev.keyway.db.PrivateFiles;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A usage log that is lost, older or damaged: what it no longer has is named as a gap, and everything else is booked once. */
@ExtendWith(GatedPair.Sharing.class)
class LostLogIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CREDENTIAL = "gateway.credential";

    static UsageGate gate;
    static Pair pair;
    static Connection connection;
    static Books books;
    static Path folder;
    static Path state;

    @BeforeAll
    static void take(GatedPair shared) {
        gate = shared.gate();
        pair = shared.pair();
        connection = shared.connection();
        books = Books.of(shared.connection());
        folder = shared.folder().path();
        state = pair.home().resolve(Pair.GATEWAY_STATE);
    }

    @AfterEach
    void letUsageThrough() {
        gate.open();
    }

    @Test
    void whatALostVolumeHadNotShippedIsAGap() throws IOException {
        long mark = shipped(3);
        Calls lost = unshipped(5);
        pair.gateway().kill();
        Folders.delete(state);
        gate.open();
        pair.gateway().restart();

        requireGap("REPLACED " + (mark + 1));
        chats(4).requireBooked(books);
        assertThat(booked(lost)).isEmpty();
    }

    @Test
    void whatWasLostIsImportedWhenItIsFound() throws Exception {
        long mark = shipped(3);
        Calls lost = unshipped(5);
        pair.gateway().kill();
        Path found = Folders.copy(state, folder.resolve("found"));
        Folders.delete(state);
        gate.open();
        pair.gateway().restart();
        requireGap("REPLACED " + (mark + 1));

        assertThat(importUsage(found)).contains("5 events booked");
        lost.requireBooked(books);
        assertThat(books.gaps()).noneMatch(gap -> gap.startsWith("REPLACED " + (mark + 1)));
        assertThat(books.lines("SELECT DISTINCT resolved_by FROM keyway.usage_gap WHERE resolved_at IS NOT NULL"))
                .containsExactly("owner");
        assertThat(importUsage(found)).contains("0 events booked");
        assertThat(importUsage(state)).contains("another gateway is using");
    }

    @Test
    void aCopyFromYesterdayIsAnotherLog() throws IOException {
        long unused = shipped(3);
        assertThat(pair.gateway().terminate()).isEqualTo(143);
        Path yesterday = Folders.copy(state, folder.resolve("yesterday"));
        pair.gateway().restart();
        long mark = shipped(6);
        Calls lost = unshipped(5);
        pair.gateway().kill();
        Folders.replace(state, yesterday);
        gate.open();
        pair.gateway().restart();

        chats(4).requireBooked(books);
        requireGap("REPLACED " + (mark + 1));
        assertThat(booked(lost)).isEmpty();
    }

    @Test
    void damagedBytesCostOnlyTheirRecord() throws IOException {
        long unused = shipped(1);
        Calls held = unshipped(7);
        pair.gateway().kill();
        String damaged = held.answers().get(2).requestId();
        flipByteOf(damaged);
        gate.open();
        pair.gateway().restart();

        chats(2).requireBooked(books);
        requireGap("DAMAGED");
        Awaiting.until("the others", PATIENCE, () -> booked(held).size() == 6);
        assertThat(booked(held)).doesNotContain(damaged);
        books.requireEqualSums();
    }

    @Test
    void anEventThatCannotBeReadIsRetainedAndTakenLater() throws SQLException {
        long unused = shipped(1);
        Calls held = unshipped(5);
        String poison = held.answers().getFirst().requestId();
        gate.openWith(lines -> lines.lines()
                .map(line -> line.contains(poison) ? line.replace("\"kind\":\"REQUEST\"", "\"kind\":\"ORACLE\"") : line)
                .collect(Collectors.joining("\n", "", "\n")));

        Awaiting.until("the others", PATIENCE, () -> booked(held).size() == 4);
        books.requireEqualSums();
        assertThat(booked(held)).doesNotContain(poison);
        assertThat(books.alerts()).contains("ingest_rejected");
        JsonNode rejected = pair.owner().get("/api/v1/usage/rejected").at("/items/0");
        assertThat(rejected.get("reason").asString()).contains("kind");

        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE keyway.usage_rejected SET raw = convert_to("
                    + "replace(convert_from(raw, 'UTF8'), '\"ORACLE\"', '\"REQUEST\"'), 'UTF8')");
        }
        JsonNode replayed =
                pair.owner().act("/api/v1/usage/rejected/" + rejected.get("id").asString() + "/replay", "{}");
        assertThat(replayed.get("replayedAt").isNull()).isFalse();
        held.requireBooked(books);
    }

    @Test
    void aLogIsShippedUnderANewCredentialAndUnderANewGateway() throws IOException {
        long unused = shipped(2);
        List<String> gaps = books.gaps();
        Calls rotated = unshipped(3);
        pair.gateway().kill();
        JsonNode issued = pair.owner().act("/api/v1/gateways/pair/rotate", "{\"grace\": \"PT0S\"}");
        credential(issued);
        gate.open();
        pair.gateway().restart();
        rotated.requireBooked(books);

        Calls orphaned = unshipped(3);
        pair.gateway().kill();
        pair.owner().delete("/api/v1/gateways/pair");
        credential(pair.owner().post("/api/v1/gateways", "{\"name\": \"heir\"}"));
        gate.open();
        pair.gateway().restart();
        orphaned.requireBooked(books);
        chats(2).requireBooked(books);
        assertThat(books.gaps()).isEqualTo(gaps);
    }

    /** What {@code ./keyway import-usage} prints. */
    private static String importUsage(Path directory) throws Exception {
        Path token = folder.resolve("owner.token");
        Files.writeString(token, pair.owner().token());
        List<String> command = new ArrayList<>(JavaHome.command());
        command.addAll(List.of("-jar", "../gateway/target/keyway-gateway.jar", "import-usage", directory.toString()));
        command.addAll(List.of("--admin", pair.admin().origin().toString(), "--token-file", token.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int unused = process.waitFor();
        return output;
    }

    private static void credential(JsonNode issued) {
        try {
            Path file = pair.home().resolve(CREDENTIAL);
            Files.delete(file);
            PrivateFiles.write(file, issued.get("secret").asString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Calls that are in the books. @return the mark of the log */
    private static long shipped(int count) {
        chats(count).requireBooked(books);
        return Long.parseLong(books.lines("SELECT mark FROM keyway.usage_log ORDER BY seen_at DESC, mark DESC LIMIT 1")
                .getFirst());
    }

    /** Calls of which nothing arrives yet. */
    private static Calls unshipped(int count) {
        gate.shut();
        return chats(count);
    }

    private static Calls chats(int count) {
        return new Calls(pair).chats(count, pair.token());
    }

    private static Set<String> booked(Calls calls) {
        Set<String> all = books.entries().stream().map(Books.Entry::requestId).collect(Collectors.toSet());
        return calls.answers().stream()
                .map(Calls.Answer::requestId)
                .filter(all::contains)
                .collect(Collectors.toSet());
    }

    private static void requireGap(String begin) {
        List<String> unused = Awaiting.value(
                "a gap " + begin,
                PATIENCE,
                books::gaps,
                found -> found.stream().anyMatch(gap -> gap.startsWith(begin)));
        assertThat(books.alerts().stream().filter("usage_lost"::equals))
                .hasSameSizeAs(books.lines("SELECT id FROM keyway.usage_gap"));
    }

    /** Changes a byte of the first record that has a text. */
    private static void flipByteOf(String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.list(state)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("key_usage.log"))
                    .sorted()
                    .toList()) {
                byte[] content = Files.readAllBytes(file);
                int at = indexOf(content, wanted);
                if (at >= 0) {
                    content[at] ^= 0x40;
                    Files.write(file, content);
                    return;
                }
            }
        }
        throw new AssertionError(text + " is in no segment");
    }

    private static int indexOf(byte[] content, byte[] wanted) {
        for (int at = 0; at <= content.length - wanted.length; at++) {
            if (java.util.Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
