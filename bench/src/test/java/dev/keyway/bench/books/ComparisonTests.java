package dev.keyway.bench.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.bench.books.Call.Ending;
import dev.keyway.bench.books.Call.Usage;
import dev.keyway.testkit.provider.FakeProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The comparison finds each way in which a call may be missing, doubled or wrong. */
class ComparisonTests {

    private static final UUID TOKEN = new UUID(0, 1);
    private static final Instant SENT = Instant.parse("2026-11-29T10:00:00.5Z");
    private static final Instant ENDED = SENT.plusMillis(300);
    private static final Outage OUTAGE = new Outage(ENDED.minusMillis(1), ENDED.plusSeconds(5));
    private static final Ask ASK = new Ask(5);

    private final ProviderLog provider = new ProviderLog();
    private final FakeProvider fake = FakeProvider.builder().record(1).start();

    @BeforeEach
    void watch() {
        provider.watch(fake);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void anAnsweredCallWithItsRecordIsRight() throws Exception {
        reachProvider();
        Findings findings = compare(call(Ending.WHOLE, "r1"), completed("r1"));
        assertThat(findings.wrong()).isEmpty();
        assertThat(findings.whole).isOne();
    }

    @Test
    void anAnsweredCallWithoutARecordIsFound() throws Exception {
        reachProvider();
        assertWrong("has no record", call(Ending.WHOLE, "r1"));
    }

    @Test
    void aSecondRecordIsFound() throws Exception {
        reachProvider();
        assertWrong("2 records", call(Ending.WHOLE, "r1"), completed("r1"), completed("r1"));
    }

    @Test
    void aRecordOfNoCallIsFound() throws Exception {
        reachProvider();
        assertWrong("is of no call", call(Ending.WHOLE, "r1"), completed("r1"), completed("r2"));
    }

    @Test
    void anotherCostIsFound() throws Exception {
        reachProvider();
        assertWrong("another cost", call(Ending.WHOLE, "r1"), row("r1", "COMPLETED", false, ASK.costNanos() + 1, 1));
    }

    @Test
    void anAnsweredCallThatIsRecordedAsInterruptedIsFound() throws Exception {
        reachProvider();
        assertWrong("not recorded as completed", call(Ending.WHOLE, "r1"), row("r1", "INTERRUPTED", true, 5, 1));
    }

    @Test
    void aCallThatCameToTheProviderTwiceIsFound() throws Exception {
        reachProvider();
        reachProvider();
        assertWrong("2 times", call(Ending.WHOLE, "r1"), completed("r1"));
    }

    @Test
    void aCutCallWhoseHeadersNeverCameHasTheRecordOfItsTime() throws Exception {
        reachProvider();
        Findings findings = compare(call(Ending.CUT, null), row("r1", "INTERRUPTED", true, 5, 1));
        assertThat(findings.wrong()).isEmpty();
        assertThat(findings.interrupted).isOne();
    }

    @Test
    void aCutCallThatTheProviderSawAndNoRecordHasIsFound() throws Exception {
        reachProvider();
        assertWrong("though it was admitted", call(Ending.CUT, null));
    }

    @Test
    void aCutCallThatNobodySawHasNoRecord() {
        Findings findings = compare(call(Ending.CUT, null));
        assertThat(findings.wrong()).isEmpty();
        assertThat(findings.unadmitted).isOne();
    }

    @Test
    void anInterruptedCallThatCostsNothingIsFound() throws Exception {
        reachProvider();
        assertWrong("is not estimated", call(Ending.CUT, null), row("r1", "INTERRUPTED", true, 0, 1));
    }

    @Test
    void anInterruptedCallWhoseAttemptHadEndedCostsWhatTheProviderReported() throws Exception {
        assertWrong("is not estimated", call(Ending.CUT, null), row("r1", "INTERRUPTED", false, ASK.costNanos(), 1));
        reachProvider();
        Findings findings = compare(call(Ending.CUT, null), row("r1", "INTERRUPTED", false, ASK.costNanos(), 1));
        assertThat(findings.wrong()).isEmpty();
        assertWrong("another cost", call(Ending.CUT, null), row("r1", "INTERRUPTED", false, ASK.costNanos() + 1, 1));
    }

    @Test
    void aCallThatWasCutWhileTheGatewayRanIsFound() throws Exception {
        reachProvider();
        Findings findings = Comparison.of(
                List.of(call(Ending.CUT, "r1")), provider, List.of(), List.of(row("r1", "INTERRUPTED", true, 5, 1)));
        assertThat(findings.wrong()).singleElement().asString().contains("although the gateway ran");
    }

    @Test
    void aCutCallMayBeCompletedIfTheProviderHadAnswered() throws Exception {
        reachProvider();
        Findings findings = compare(call(Ending.CUT, "r1"), completed("r1"));
        assertThat(findings.wrong()).isEmpty();
        assertThat(findings.closed).isOne();
    }

    private void assertWrong(String what, Call call, UsageRow... rows) {
        assertThat(compare(call, rows).wrong()).anyMatch(found -> found.contains(what));
    }

    private Findings compare(Call call, UsageRow... rows) {
        return Comparison.of(List.of(call), provider, List.of(OUTAGE), List.of(rows));
    }

    private void reachProvider() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(fake.v1() + "/chat/completions"))
                    .header("authorization", "Bearer any key")
                    .POST(BodyPublishers.ofString(ASK.body()))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
        fake.awaitIdle(Duration.ofSeconds(10));
    }

    private static Call call(Ending ending, @Nullable String requestId) {
        Usage usage = new Usage(ASK.input(), ASK.output());
        return new Call(ASK, TOKEN, SENT, ENDED, ending, requestId, 1, ending == Ending.WHOLE ? usage : null, "");
    }

    private static UsageRow completed(String requestId) {
        return row(requestId, "COMPLETED", false, ASK.costNanos(), 1);
    }

    private static UsageRow row(String requestId, String outcome, boolean estimated, long nanos, int attempts) {
        return new UsageRow(
                UUID.randomUUID(),
                TOKEN,
                requestId,
                SENT.plusMillis(20),
                outcome,
                estimated,
                nanos,
                attempts,
                ASK.input(),
                ASK.output());
    }
}
