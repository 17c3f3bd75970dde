package dev.keyway.filters.source.managed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.testkit.time.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class KeyStateReportsTests {

    private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");

    private static final Penalty LOCK = new Penalty.Key(Duration.ofMinutes(5), FailureClass.AUTH, "rejected");

    @TempDir
    private Path folder;

    private final TestClock clock = TestClock.at(Instant.parse("2026-03-01T12:00:00Z"));
    private final KeyStateReports reports = new KeyStateReports(clock);
    private ControlBed bed;

    @BeforeEach
    void start() throws IOException {
        bed = new ControlBed(folder, reports.events("openai"));
    }

    @AfterEach
    void stop() throws IOException {
        bed.close();
    }

    @Test
    void reportsNothingBeforeTheGatewayIsRegistered() throws Exception {
        send(Map.of());

        assertThat(bed.admin.calls("key-states")).isEmpty();
    }

    @Test
    void reportsAllKeysFirstAndThenWhatChanges() throws Exception {
        bed.register();
        send(Map.of());
        send(Map.of());
        assertThat(bed.admin.calls("key-states")).hasSize(1);
        assertThat(last().path("complete").asBoolean()).isTrue();
        assertThat(state().path("state").asString()).isEqualTo("READY");

        bed.permit().failed(new Penalty.AccountForModel(LATE, FailureClass.RATE_SHORT));
        send(Map.of());
        assertThat(last().path("complete").asBoolean()).isFalse();
        assertThat(state().path("state").asString()).isEqualTo("COOLING");
        assertThat(state().path("model").asString()).isEqualTo(ControlBed.MODEL);
        assertThat(state().path("until").asString()).startsWith("2100-01-01");
        assertThat(state().path("reason").asString()).isNotEmpty();

        bed.pool.clearCooldowns(ControlBed.KEY.toString());
        send(Map.of());
        assertThat(state().path("state").asString()).isEqualTo("READY");
        assertThat(state().path("model").asString()).isEqualTo(ControlBed.MODEL);
        assertThat(bed.admin.calls("key-states")).hasSize(3);
    }

    @Test
    void reportsCallsInFlightEveryTenSeconds() throws Exception {
        bed.register();
        send(Map.of());
        Permit first = bed.permit();
        Permit second = bed.permit();
        send(Map.of());
        assertThat(bed.admin.calls("key-states")).hasSize(1);

        clock.advance(Duration.ofSeconds(10));
        send(Map.of());
        assertThat(last().path("complete").asBoolean()).isFalse();
        assertThat(state().path("inFlight").asInt()).isEqualTo(2);
        assertThat(state().path("state").asString()).isEqualTo("READY");

        first.served();
        second.served();
        clock.advance(Duration.ofSeconds(10));
        send(Map.of());
        assertThat(state().path("inFlight").asInt()).isZero();
        clock.advance(Duration.ofSeconds(10));
        send(Map.of());
        assertThat(bed.admin.calls("key-states")).hasSize(3);
    }

    @Test
    void aKeyThatMustShowThatItWorksIsProbing() throws Exception {
        bed.register();
        send(Map.of());
        bed.permit().failed(LOCK);
        send(Map.of());
        assertThat(state().path("state").asString()).isEqualTo("LOCKED");
        assertThat(state().path("model").isNull() || state().path("model").isMissingNode())
                .isTrue();

        bed.pool.clearCooldowns(ControlBed.KEY.toString());
        send(Map.of());
        assertThat(state().path("state").asString()).isEqualTo("PROBING");

        bed.permit().served();
        clock.advance(Duration.ofSeconds(10));
        send(Map.of());
        assertThat(last().toString()).contains("READY").doesNotContain("PROBING");
    }

    @Test
    void reportsTheLatestOfWhatHappenedToAKey() throws Exception {
        bed.register();
        send(Map.of());
        for (int i = 0; i < 3; i++) {
            bed.permit().failed(new Penalty.AccountForModel(LATE, FailureClass.RATE_SHORT));
            bed.pool.clearCooldowns(ControlBed.KEY.toString());
        }
        send(Map.of());

        assertThat(last().path("states")).hasSize(1);
        assertThat(state().path("state").asString()).isEqualTo("READY");
    }

    @Test
    void reportsAllAgainIfAReportWasNotReceived() throws Exception {
        bed.register();
        send(Map.of());
        bed.admin.refuse(503, "");
        bed.permit().failed(new Penalty.AccountForModel(LATE, FailureClass.RATE_SHORT));
        send(Map.of());
        bed.admin.refuse(0, "");
        send(Map.of());

        assertThat(last().path("complete").asBoolean()).isTrue();
        assertThat(last().toString()).contains("COOLING");
    }

    @Test
    void reportsKeysThatCannotBeUsed() throws Exception {
        bed.register();
        send(Map.of());
        UUID unusable = UUID.randomUUID();
        send(Map.of(unusable, "the variable is not set"));

        assertThat(last().path("complete").asBoolean()).isTrue();
        assertThat(last().toString()).contains(unusable.toString(), "UNUSABLE", "the variable is not set");
    }

    private void send(Map<UUID, String> unusable) throws InterruptedException {
        reports.send(bed.plane, bed.membership, () -> bed.live, unusable);
    }

    private JsonNode last() {
        return bed.admin.calls("key-states").getLast().body();
    }

    private JsonNode state() {
        return last().path("states").path(0);
    }
}
