package dev.keyway.filters.poolstate;

import static dev.keyway.filters.poolstate.TestUsage.CLOCK;
import static dev.keyway.filters.poolstate.TestUsage.KEY;
import static dev.keyway.filters.poolstate.TestUsage.MODEL;
import static dev.keyway.filters.poolstate.TestUsage.NOON;
import static dev.keyway.filters.poolstate.TestUsage.ended;
import static dev.keyway.filters.poolstate.TestUsage.failed;
import static dev.keyway.filters.poolstate.TestUsage.model;
import static dev.keyway.filters.poolstate.TestUsage.served;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.contract.Secret;
import dev.keyway.filters.caller.Callers;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.keypool.PoolState;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.record.AttemptObservation;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.snapshot.Snapshot;
import dev.keyway.filters.spool.Preallocator;
import dev.keyway.filters.spool.SegmentLogOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PoolStateStoreTests {

    @TempDir
    private Path directory;

    @Test
    void addsUpCallsByKeyModelAndDay() throws Exception {
        try (PoolStateStore store = open()) {
            TestUsage.open(store.usageLog(), MODEL).onEnded(served(1_500));
            AttemptObservation twice = TestUsage.open(store.usageLog(), MODEL);
            twice.onEnded(ended(Outcome.COMPLETED, new AttemptUsage(Usage.of(7, 3), true, new Cost.Unpriced())));
            twice.onEnded(served(99));
            TestUsage.open(store.usageLog(), MODEL).onEnded(failed());
        }

        JsonNode key = json().get(KEY.id());
        assertThat(key.get("account").stringValue()).isEqualTo("team");
        assertThat(key.at("/daily/date").stringValue()).isEqualTo("2026-03-01");
        JsonNode model = key.at("/daily/models/gpt-5");
        assertThat(model.get("success_count").longValue()).isEqualTo(2);
        assertThat(model.get("prompt_tokens").longValue()).isEqualTo(107);
        assertThat(model.get("completion_tokens").longValue()).isEqualTo(23);
        assertThat(model.get("approx_cost").decimalValue()).isEqualByComparingTo(new BigDecimal("0.0000015"));
        assertThat(model.get("cost_nanos").longValue()).isEqualTo(1_500);
        assertThat(model.get("unpriced_count").longValue()).isEqualTo(1);
        assertThat(model.get("estimated_count").longValue()).isEqualTo(1);
        assertThat(key.at("/totals/models/gpt-5")).isEqualTo(model);
        assertThat(Files.readString(directory.resolve("key_usage.json"))).doesNotContain("canary");
    }

    @Test
    void keepsTotalsAndBeginsTheDayAnew() throws Exception {
        try (PoolStateStore store = open()) {
            TestUsage.open(store.usageLog(), MODEL).onEnded(served(1));
        }
        Clock tomorrow = Clock.offset(CLOCK, Duration.ofDays(1));
        try (PoolStateStore store = PoolStateStore.open(directory, model(), tomorrow)) {
            assertThat(state(store).calls()).isEmpty();
            TestUsage.open(store.usageLog(), MODEL, NOON.plus(Duration.ofDays(1)))
                    .onEnded(served(1));
        }

        JsonNode key = json().get(KEY.id());
        assertThat(key.at("/daily/date").stringValue()).isEqualTo("2026-03-02");
        assertThat(key.at("/daily/models/gpt-5/success_count").longValue()).isEqualTo(1);
        assertThat(key.at("/totals/models/gpt-5/success_count").longValue()).isEqualTo(2);
    }

    @Test
    void keepsACooldownThatTheSuccessOfAnEarlierCallDoesNotEnd() {
        try (PoolStateStore store = open()) {
            AttemptObservation begunBefore = TestUsage.open(store.usageLog(), MODEL);
            store.events("openai").cooldownStarted(cooldown(KEY.id(), "gpt-5", FailureClass.RATE_DAY, 9000));
            begunBefore.onEnded(served(1));
        }

        try (PoolStateStore store = open()) {
            assertThat(state(store).cooldowns()).containsOnlyKeys("gpt-5");
        }
    }

    @Test
    void countsFailedCallsOfAModelThatIsServed() throws Exception {
        AttemptRecord failed = ended(Outcome.FAILED, new AttemptUsage(Usage.ZERO, false, new Cost.Unpriced()));
        try (PoolStateStore store = open()) {
            TestUsage.open(store.usageLog(), "no-such-model").onEnded(failed);
            TestUsage.open(store.usageLog(), MODEL).onEnded(served(1));
            TestUsage.open(store.usageLog(), MODEL).onEnded(failed);
        }
        try (PoolStateStore store = open()) {
            TestUsage.open(store.usageLog(), MODEL).onEnded(failed);
        }

        try (PoolStateStore store = open()) {
            assertThat(state(store).calls()).containsOnly(java.util.Map.entry("gpt-5", 3L));
        }
        assertThat(json().get(KEY.id()).at("/daily/models/gpt-5/success_count").longValue())
                .isEqualTo(1);
    }

    @Test
    void countsAHundredModelsThatNoKeyHasServedByName() throws Exception {
        AttemptRecord timedOut = ended(Outcome.FAILED, new AttemptUsage(Usage.of(50, 0), true, new Cost.Unpriced()));
        try (PoolStateStore store = open()) {
            for (int i = 0; i < 60; i++) {
                TestUsage.open(store.usageLog(), "invented-" + i).onEnded(timedOut);
                TestUsage.open(store.usageLog(), "unfinished-" + i);
            }
        }
        open().close();

        JsonNode totals = json().get(KEY.id()).at("/totals/models");
        assertThat(totals.propertyNames()).hasSize(101).contains("invented-59", "unfinished-39", "(other)");
        assertThat(totals.at("/invented-59/prompt_tokens").longValue()).isEqualTo(50);
        assertThat(totals.at("/(other)/interrupted_count").longValue()).isEqualTo(20);
        try (PoolStateStore store = open()) {
            assertThat(state(store).calls()).doesNotContainKey("(other)");
        }
    }

    @Test
    void countsAThousandModelsOfAKeyByName() throws Exception {
        try (PoolStateStore store = open()) {
            for (int i = 0; i < 1_010; i++) {
                TestUsage.open(store.usageLog(), "model-" + i).onEnded(servedModel("model-" + i));
                store.events("openai").cooldownStarted(cooldown(KEY.id(), "model-" + i, FailureClass.SERVER, 60));
            }
        }

        JsonNode key = json().get(KEY.id());
        assertThat(key.at("/totals/models").size()).isEqualTo(1_001);
        assertThat(key.at("/totals/models/(other)/success_count").longValue()).isEqualTo(10);
        assertThat(key.at("/model_cooldowns").size()).isEqualTo(1_000);
        assertThat(key.at("/failures").size()).isEqualTo(1_000);
    }

    private static AttemptRecord servedModel(String model) {
        return new AttemptRecord(
                "openai",
                model,
                KEY.id(),
                Outcome.COMPLETED,
                "served",
                "",
                200,
                Duration.ZERO,
                new AttemptUsage(Usage.of(1, 1), false, new Cost.Unpriced()));
    }

    @Test
    void givesThePoolItsCountsAndTheCooldownsThatStillRun() {
        try (PoolStateStore store = open()) {
            TestUsage.open(store.usageLog(), MODEL).onEnded(served(1));
            PoolEvents events = store.events("openai");
            events.cooldownStarted(cooldown(KEY.id(), "old", FailureClass.RATE_SHORT, 60));
            events.cooldownStarted(cooldown(KEY.id(), "bad", FailureClass.SERVER, 7200));
            events.cooldownStarted(cooldown(null, "day", FailureClass.RATE_DAY, 9000));
            events.cooldownStarted(cooldown(KEY.id(), "gone", FailureClass.RATE_DAY, 9000));
            events.cooldownEnded(cooldown(KEY.id(), "gone", FailureClass.RATE_DAY, 9000));
            events.cooldownStarted(new PoolEvents.Cooldown(
                    KEY.id(), "team", null, FailureClass.AUTH, "wrong key", NOON, NOON.plusSeconds(300)));
        }

        try (PoolStateStore store =
                PoolStateStore.open(directory, model(), Clock.offset(CLOCK, Duration.ofSeconds(100)))) {
            PoolState.Key key = state(store);

            assertThat(key.calls()).containsOnly(java.util.Map.entry("gpt-5", 1L));
            assertThat(key.cooldowns()).containsOnlyKeys("bad", "day");
            assertThat(key.cooldowns().get("bad"))
                    .isEqualTo(new PoolState.Cooldown(NOON.plusSeconds(7200), FailureClass.SERVER, ""));
            assertThat(key.failures()).containsOnly(java.util.Map.entry("bad", 1));
            assertThat(key.lock())
                    .isEqualTo(new PoolState.Cooldown(NOON.plusSeconds(300), FailureClass.AUTH, "wrong key"));
            assertThat(key.account()).isEqualTo("team");
        }
    }

    @Test
    void beginsAnewWhenTheFileWasDeletedWhateverTheLogHolds() throws Exception {
        try (PoolStateStore store = open()) {
            TestUsage.open(store.usageLog(), MODEL).onEnded(served(1));
        }
        Files.delete(directory.resolve("key_usage.json"));

        open().close();

        assertThat(json().get(KEY.id()).at("/totals/models")).isEmpty();
    }

    /** Deleting the file is how people reset the state of the pool; what was used stays recorded. */
    @Test
    void leavesTheUsageLogAloneWhenTheFileWasDeleted() throws Exception {
        try (PoolStateStore store = open()) {
            TestUsage.open(store.usageLog(), MODEL).onEnded(served(1));
            TestUsage.open(store.usageLog(), MODEL).onEnded(failed());
        }
        List<Long> before = records(directory);
        Files.delete(directory.resolve("key_usage.json"));

        open().close();

        assertThat(before).hasSizeGreaterThan(4);
        assertThat(records(directory)).isEqualTo(before);
    }

    @Test
    void setsAnUnreadableFileAsideAndGoesOn() throws Exception {
        open().close();
        Files.writeString(directory.resolve("key_usage.json"), "{\"half\":");

        try (PoolStateStore store = open()) {
            TestUsage.open(store.usageLog(), MODEL).onEnded(served(1));
        }

        assertThat(directory.resolve("key_usage.json.corrupt-" + NOON.getEpochSecond()))
                .hasContent("{\"half\":");
        assertThat(json().get(KEY.id()).at("/totals/models/gpt-5/success_count").longValue())
                .isEqualTo(1);
    }

    @Test
    void refusesASecondGatewayOnTheSameFolder() {
        try (PoolStateStore first = open()) {
            assertThat(first.trouble()).isEmpty();
            assertThatThrownBy(this::open)
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("KEYWAY_STATE_DIR: another gateway is using");
        }
        open().close();
    }

    @Test
    void refusesAFolderThatItCannotWriteTo() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> PoolStateStore.open(file.resolve("state"), model(), CLOCK))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("KEYWAY_STATE_DIR: the gateway cannot keep its state in");
    }

    @Test
    void refusesCallsWhileTheDiskIsFullAndStillEndsThoseUnderWay() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        SegmentLogOptions options = new SegmentLogOptions(directory, "key_usage.log", 4096, 64, (path, bytes) -> {
            if (full.get()) {
                throw new IOException("No space left on device");
            }
            Preallocator.ZEROS.allocate(path, bytes);
        });
        long begun = 0;
        try (PoolStateStore store = PoolStateStore.open(directory, model(), CLOCK, options)) {
            full.set(true);
            java.util.List<AttemptObservation> entries = new java.util.ArrayList<>();
            try {
                while (true) {
                    entries.add(TestUsage.open(store.usageLog(), MODEL));
                    begun++;
                }
            } catch (GatewayException refused) {
                assertThat(refused.error().code()).isEqualTo("accounting_unavailable");
                assertThat(refused.error().retryAfter()).isEqualTo(Duration.ofSeconds(1));
            }
            entries.forEach(entry -> entry.onEnded(served(1)));
        }

        assertThat(begun).isPositive();
        assertThat(json().get(KEY.id()).at("/totals/models/gpt-5/success_count").longValue())
                .isEqualTo(begun);
    }

    @Test
    void storesTheCooldownsOfAccountsWhoseKeysCameAfterTheStart() {
        try (PoolStateStore store = PoolStateStore.open(directory, RuntimeModel.empty(model().prices()), CLOCK)) {
            store.changing(snapshot(RuntimeModel.empty(model().prices())), snapshot(model()));
            store.events("openai").cooldownStarted(cooldown(null, "day", FailureClass.RATE_DAY, 9000));
        }

        try (PoolStateStore store = open()) {
            assertThat(state(store).cooldowns()).containsOnlyKeys("day");
        }
    }

    @Test
    void readsKeyIdsOfAnyLength() {
        RuntimeModel model = withKeys(
                ProviderKey.of("0b2ff0a5-6c1c-4c6c-a4b5-5b8d1f6f0d11", Secret.of("one"))
                        .inAccount("team"),
                ProviderKey.of("short", Secret.of("two")));
        try (PoolStateStore store = PoolStateStore.open(directory, model, CLOCK)) {
            store.events("openai").cooldownStarted(cooldown(null, "day", FailureClass.RATE_DAY, 9000));
        }

        try (PoolStateStore store = PoolStateStore.open(directory, model, CLOCK)) {
            assertThat(store.state("openai").keys()).containsOnlyKeys("0b2ff0a5-6c1c-4c6c-a4b5-5b8d1f6f0d11", "short");
            assertThat(state(store, "0b2ff0a5-6c1c-4c6c-a4b5-5b8d1f6f0d11").cooldowns())
                    .containsOnlyKeys("day");
        }
    }

    @Test
    void forgetsTheCooldownsOfASecretThatWasReplacedWhileItWasDown() {
        RuntimeModel before = withKeys(ProviderKey.of("k1", Secret.of("one")).inAccount("team"));
        try (PoolStateStore store = PoolStateStore.open(directory, before, CLOCK)) {
            PoolEvents events = store.events("openai");
            events.cooldownStarted(cooldown(null, "day", FailureClass.RATE_DAY, 9000));
            events.cooldownStarted(cooldown("k1", "bad", FailureClass.SERVER, 9000));
        }

        RuntimeModel after = withKeys(ProviderKey.of("k1", Secret.of("two")).inAccount("team"));
        try (PoolStateStore store = PoolStateStore.open(directory, after, CLOCK)) {
            PoolState.Key key = state(store, "k1");
            assertThat(key.cooldowns()).as("of the account").containsOnlyKeys("day");
            assertThat(key.failures()).isEmpty();
        }
    }

    private static RuntimeModel withKeys(ProviderKey... keys) {
        return model().withProviders(List.of(ProviderSettings.of("openai", null, List.of(keys))));
    }

    private static Snapshot snapshot(RuntimeModel model) {
        return Snapshot.of(model, new Callers(model.callers()), List.of());
    }

    /** The sequences of all records of the log, as the next start finds them. */
    private static List<Long> records(Path directory) throws IOException {
        List<Long> sequences = new ArrayList<>();
        try (AbandonedLog log = AbandonedLog.open(directory)) {
            log.segments().reader().read((sequence, payload) -> sequences.add(sequence));
        }
        return sequences;
    }

    private PoolStateStore open() {
        return PoolStateStore.open(directory, model(), CLOCK);
    }

    private static PoolState.Key state(PoolStateStore store) {
        return state(store, KEY.id());
    }

    private static PoolState.Key state(PoolStateStore store, String keyId) {
        return Objects.requireNonNull(store.state("openai").keys().get(keyId));
    }

    private JsonNode json() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readAllBytes(directory.resolve("key_usage.json")));
    }

    private static PoolEvents.Cooldown cooldown(
            @org.jspecify.annotations.Nullable String keyId, String model, FailureClass reason, long seconds) {
        return new PoolEvents.Cooldown(keyId, "team", model, reason, "", NOON, NOON.plusSeconds(seconds));
    }
}
