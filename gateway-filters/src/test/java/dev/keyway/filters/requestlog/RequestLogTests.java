package dev.keyway.filters.requestlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.contract.Secret;
import dev.keyway.filters.caller.Callers;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.record.AttemptHead;
import dev.keyway.filters.record.AttemptObservation;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestHead;
import dev.keyway.filters.record.RequestObservation;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.record.Spend;
import dev.keyway.filters.record.TestHeaders;
import dev.keyway.filters.settings.RequestLogSettings;
import dev.keyway.filters.snapshot.Snapshot;
import dev.keyway.testkit.time.Awaiting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class RequestLogTests {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String KEY = "sk-c4n4ry-key";
    private static final String TOKEN = "c4n4ry-token";

    private final MemoryShelf shelf = new MemoryShelf();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private RequestLog log = open(DataSize.ofMegabytes(100), NOON);

    @AfterEach
    void close() {
        shelf.loosen();
        log.close();
    }

    @Test
    void writesEveryAttemptAndTheOutcome() {
        RequestObservation transcript = begin(1);
        AttemptObservation first = attempt(transcript, 1, body("{\"model\":\"m\"}"));
        first.onHead(401, headers("content-type", "application/json"));
        first.onChunk(bytes("{\"error\":\"bad key " + KEY.substring(0, 5)));
        first.onChunk(bytes(KEY.substring(5) + "\"}"));
        first.onEnded(ended("auth", "bad key " + KEY));
        AttemptObservation second = attempt(transcript, 2, body("{}"));
        second.onHead(200, headers("content-type", "text/event-stream"));
        second.onChunk(bytes("data: {\"a\":1}\n\nda"));
        second.onChunk(bytes("ta: [DONE]\n\n"));
        second.onEnded(ended("served", ""));
        transcript.onEnded(record(1));
        awaitWritten(1);

        String folder = name(1);
        assertThat(shelf.read(folder, "request.json"))
                .contains("\"authorization\" : \"[redacted]\"")
                .contains("\"x-other\" : \"[redacted]\"")
                .contains("\"user-agent\" : \"test\"")
                .contains("/v1/chat/completions");
        assertThat(shelf.read(folder, "body.json")).isEqualTo("{\"model\":\"m\"}");
        assertThat(shelf.read(folder, "attempt-1-request.json")).contains("https://provider/v1", "[redacted]");
        assertThat(shelf.read(folder, "attempt-1-answer.json")).isEqualTo("{\"error\":\"bad key [redacted]\"}");
        assertThat(shelf.read(folder, "attempt-1-response.json")).contains("\"status\" : 401", "\"result\" : \"auth\"");
        assertThat(shelf.read(folder, "attempt-2-chunks.jsonl").lines())
                .containsExactly("{\"ms\":0,\"data\":{\"a\":1}}", "{\"ms\":0,\"data\":\"[DONE]\"}");
        assertThat(shelf.read(folder, "outcome.json")).contains("\"outcome\" : \"completed\"", "\"truncated\" : false");
        assertThat(shelf.all().toString()).doesNotContain(KEY).doesNotContain(TOKEN);
    }

    @Test
    void writesNothingOfARequestWhoseProviderIsNotKnown() {
        log.begin(new RequestHead(id(1), NOON, "GET", "/v1/models", TestHeaders.NONE))
                .onEnded(record(1));
        begin(2).onEnded(record(2));
        awaitWritten(1);

        assertThat(shelf.folders()).containsOnlyKeys(name(2));
    }

    @Test
    void marksARequestThatIsTooLong() {
        RequestObservation transcript = begin(1);
        AttemptObservation attempt = attempt(transcript, 1, body("{}"));
        attempt.onHead(200, headers("content-type", "application/json"));
        byte[] chunk = new byte[1024 * 1024];
        for (int i = 0; i < 40; i++) {
            attempt.onChunk(Unpooled.wrappedBuffer(chunk));
            Awaiting.until("room in the queue", () -> log.queuedBytes() < RequestLog.MAX_QUEUED / 2);
        }
        attempt.onEnded(ended("served", ""));
        transcript.onEnded(record(1));
        awaitWritten(1);

        assertThat(shelf.folders().get(name(1))).isBetween(RequestFolder.MAX_BYTES, RequestFolder.MAX_BYTES + 4096);
        assertThat(shelf.read(name(1), "outcome.json")).contains("\"truncated\" : true");
    }

    @Test
    void neverWaitsForADiskThatIsStuckAndHoldsNoMoreThanItsBound() {
        shelf.stick();
        List<ByteBuf> bodies = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            RequestObservation transcript = begin(i);
            ByteBuf body = Unpooled.directBuffer(1024 * 1024).writeZero(1024 * 1024);
            bodies.add(body);
            attempt(transcript, 1, body).onEnded(ended("served", ""));
            transcript.onEnded(record(i));
            assertThat(log.queuedBytes()).isLessThanOrEqualTo(RequestLog.MAX_QUEUED);
        }
        assertThat(count("lost_queue")).isBetween(30.0, 60.0);
        assertThat(count("written")).isZero();

        shelf.loosen();
        Awaiting.until("an empty queue", () -> log.queuedBytes() == 0);
        assertThat(bodies).allSatisfy(body -> assertThat(body.refCnt()).isZero());
        assertThat(count("written") + count("lost_queue")).isEqualTo(100);
    }

    @Test
    void losesTheLogAloneWhenTheDiskIsFullAndGoesOnOnceItIsNot() {
        shelf.stick();
        shelf.full(true);
        RequestObservation lost = begin(1);
        ByteBuf body = body("{}");
        attempt(lost, 1, body).onEnded(ended("served", ""));
        lost.onEnded(record(1));
        shelf.loosen();
        Awaiting.until("an empty queue", () -> log.queuedBytes() == 0);
        assertThat(count("lost_disk")).isEqualTo(1);
        assertThat(body.refCnt()).isZero();

        shelf.full(false);
        begin(2).onEnded(record(2));
        awaitWritten(1);
        assertThat(shelf.folders()).containsOnlyKeys(name(2));
    }

    @Test
    void removesTheOldestBeyondItsSize() {
        log.close();
        log = open(DataSize.ofKilobytes(10), NOON);
        for (int i = 1; i <= 20; i++) {
            RequestObservation transcript = begin(i);
            attempt(transcript, 1, body("x".repeat(1000)));
            transcript.onEnded(record(i));
            awaitWritten(i);
        }
        assertThat(shelf.folders().values().stream().mapToLong(size -> size).sum())
                .isLessThanOrEqualTo(10 * 1024);
        assertThat(shelf.folders())
                .containsKey(name(20))
                .doesNotContainKey(name(1))
                .hasSizeGreaterThan(2);
    }

    @Test
    void removesAtItsStartWhatIsTooOld() {
        begin(1).onEnded(record(1));
        awaitWritten(1);
        log.close();
        shelf.all().put("not-ours", Map.of());

        log = open(DataSize.ofMegabytes(1), NOON.plus(Duration.ofDays(7)).plusSeconds(2));
        Awaiting.until("the old folder to be gone", () -> !shelf.all().containsKey(name(1)));
    }

    private RequestLog open(DataSize size, Instant now) {
        List<ProviderSettings> providers =
                List.of(ProviderSettings.of("openai", null, List.of(ProviderKey.of(Secret.of(KEY)))));
        RuntimeModel model = RuntimeModel.of(CallerIndex.EMPTY, providers, PriceCatalogue.load());
        Snapshot snapshot = Snapshot.of(model, new Callers(CallerIndex.EMPTY), List.of());
        List<Secret> tokens = List.of(Secret.of(TOKEN));
        return RequestLog.open(
                new RequestLogSettings(Path.of("unused"), size, Duration.ofDays(7)),
                shelf,
                new KnownSecrets(() -> snapshot, () -> tokens),
                new LostLogs(meters, () -> now),
                () -> now);
    }

    private RequestObservation begin(int number) {
        RequestObservation transcript = log.begin(new RequestHead(
                id(number),
                NOON.plusSeconds(number),
                "POST",
                "/v1/chat/completions",
                new TestHeaders(List.of(
                        Map.entry("Authorization", "Bearer " + TOKEN),
                        Map.entry("X-Other", "key=" + KEY),
                        Map.entry("User-Agent", "test")))));
        transcript.onResolved();
        return transcript;
    }

    private static AttemptRecord ended(String result, String detail) {
        return new AttemptRecord(
                "openai", "m", "abc", Outcome.FAILED, result, detail, 0, Duration.ZERO, AttemptUsage.NONE);
    }

    private static AttemptObservation attempt(RequestObservation transcript, int number, ByteBuf body) {
        return transcript.onAttempt(
                new AttemptHead(
                        number,
                        "openai",
                        "m",
                        "abc",
                        Secret.of(KEY),
                        "https://provider/v1",
                        headers("authorization", "Bearer " + KEY)),
                () -> body);
    }

    private static RequestRecord record(int number) {
        return new RequestRecord(
                id(number),
                NOON,
                "/v1",
                "one",
                "openai",
                "m",
                "abc",
                false,
                Outcome.COMPLETED,
                200,
                null,
                1,
                Usage.ZERO,
                false,
                Spend.NOTHING,
                null,
                Duration.ofMillis(5));
    }

    private static String id(int number) {
        return "req_%08x".formatted(number);
    }

    private static String name(int number) {
        return FolderName.of(NOON.plusSeconds(number), id(number));
    }

    private double count(String result) {
        return meters.get("keyway.request.logs").tag("result", result).counter().count();
    }

    private void awaitWritten(int number) {
        Awaiting.until(number + " logs to be written", () -> count("written") >= number && log.queuedBytes() == 0);
    }

    private static HttpHeaders headers(String name, String value) {
        return new DefaultHttpHeaders().set(name, value);
    }

    private static ByteBuf body(String text) {
        return bytes(text);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
