package dev.keyway.filters.source.managed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.control.Command;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.source.managed.compile.TestConfiguration;
import dev.keyway.filters.source.managed.keys.KeySecret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Commands of administrators, and the test of a key. */
class CommandDeskTests {

    private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private ControlBed bed;
    private CommandDesk desk;

    @BeforeEach
    void start() throws IOException {
        bed = new ControlBed(folder, PoolEvents.NONE);
        desk = new CommandDesk(bed.plane, () -> bed.live, bed.configuration, new KeyTest(), Runnable::run);
    }

    @AfterEach
    void stop() throws IOException {
        bed.close();
    }

    @Test
    void endsTheCooldownsOfAKey() {
        cool();

        assertThat(answer(Command.CLEAR_COOLDOWN, ControlBed.KEY)
                        .path("succeeded")
                        .asBoolean())
                .isTrue();
        assertThat(bed.pool.counts().cooling()).isZero();
        assertThat(bed.provider.requests()).isEmpty();
    }

    @Test
    void testsAKeyAndLeavesItsCooldowns() {
        cool();

        assertThat(answer(Command.TEST_KEY, ControlBed.KEY).toString()).contains("true", "200 in");
        assertThat(bed.provider.lastRequest().key()).isEqualTo("sk-1");
        assertThat(bed.pool.counts().cooling()).isEqualTo(1);
    }

    @Test
    void aProbeEndsTheCooldownsOnlyIfItSucceeds() {
        cool();
        bed.provider.revokeKey("sk-1");

        assertThat(answer(Command.PROBE_KEY, ControlBed.KEY).toString()).contains("false", "401 in");
        assertThat(bed.pool.counts().cooling()).isEqualTo(1);

        bed.provider.addKey("sk-1");
        assertThat(answer(Command.PROBE_KEY, ControlBed.KEY).toString()).contains("true", "200 in");
        assertThat(bed.pool.counts().cooling()).isZero();
    }

    @Test
    void aProviderThatDoesNotAnswerIsNoReasonToFail() {
        bed.moveTo(URI.create("http://127.0.0.1:1/v1"));

        assertThat(answer(Command.TEST_KEY, ControlBed.KEY).toString()).contains("false", "no response");
    }

    @Test
    void namesWhyAKeyOrACommandCannotBeUsed() {
        UUID unusable = UUID.randomUUID();
        TestConfiguration with = TestConfiguration.small();
        with.key(unusable, "sk-2");
        with.secrets.put(unusable, new KeySecret.Unusable("the variable is not set"));
        bed.configuration.take(UUID.randomUUID(), 1, with.complete());

        assertThat(answer(Command.TEST_KEY, UUID.randomUUID()).toString())
                .contains("false", "this gateway does not use the key");
        assertThat(answer(Command.TEST_KEY, unusable).toString())
                .contains("false", "the key cannot be used", "the variable is not set");
        assertThat(answer("A_COMMAND_OF_THE_FUTURE", ControlBed.KEY).toString())
                .contains("false", "does not know the command A_COMMAND_OF_THE_FUTURE");
    }

    @Test
    void carriesOutACommandThatComesAgainOnce() {
        Command command = new Command(UUID.randomUUID(), Command.TEST_KEY, ControlBed.KEY, LATE);
        desk.take(List.of(command, command));
        desk.take(List.of(command));

        assertThat(bed.admin.calls("commands/" + command.id())).hasSize(1);
        assertThat(bed.provider.requests()).hasSize(1);
    }

    @Test
    void aCommandWhoseAnswerIsNotReceivedHoldsUpNoOther() {
        bed.admin.refuse(503, "");
        desk.take(List.of(new Command(UUID.randomUUID(), Command.TEST_KEY, ControlBed.KEY, LATE)));
        bed.admin.refuse(0, "");

        assertThat(answer(Command.TEST_KEY, ControlBed.KEY).path("succeeded").asBoolean())
                .isTrue();
    }

    private void cool() {
        bed.permit().failed(new Penalty.AccountForModel(LATE, FailureClass.RATE_SHORT));
        assertThat(bed.pool.counts().cooling()).isEqualTo(1);
    }

    private JsonNode answer(String kind, UUID key) {
        UUID id = UUID.randomUUID();
        desk.take(List.of(new Command(id, kind, key, LATE)));
        return bed.admin.calls("commands/" + id).getFirst().body();
    }
}
