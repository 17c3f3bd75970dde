package dev.keyway.filters.source.managed.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.keyway.contract.Secret;
import dev.keyway.filters.poolstate.StateDirectory;
import dev.keyway.filters.source.managed.compile.TestConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredConfigurationTests {

    private static final Secret CREDENTIAL = Secret.of("kwg_first");
    private static final UUID TIMELINE = TestConfiguration.id(99);
    private static final Instant NOW = Instant.parse("2026-11-26T01:00:00Z");

    @TempDir
    private Path folder;

    private StateDirectory directory;

    @BeforeEach
    void take() {
        directory = StateDirectory.take(folder);
    }

    @AfterEach
    void release() throws IOException {
        directory.close();
    }

    @Test
    void hasABaseAndTheChangesSince() throws IOException {
        write(1, 2, 3);
        assertThat(read()).extracting(StoredChange::revision).containsExactly(1L, 2L, 3L);
        assertThat(read().getFirst().change())
                .isEqualTo(TestConfiguration.small().complete());
    }

    @Test
    void beginsANewLogWithANewBase() throws IOException {
        write(1, 2, 3);
        write(7);
        assertThat(read()).extracting(StoredChange::revision).containsExactly(7L);
        assertThat(files("configuration.changes-")).hasSize(1);
    }

    @Test
    void aCrashBetweenBaseAndLogLeavesABaseWithoutChanges() throws IOException {
        write(1, 2);
        byte[] log = Files.readAllBytes(changes());
        write(7);
        // As if the process had ended before the new log was created and the old one removed.
        Files.delete(changes());
        Files.write(folder.resolve("configuration.changes-of-another-base"), log);
        assertThat(read()).extracting(StoredChange::revision).containsExactly(7L);
    }

    @Test
    void storesNothingRatherThanAnOlderStateIfTheDiskDoesNotTakeIt() throws IOException {
        try (StoredConfiguration stored = StoredConfiguration.open(directory, CREDENTIAL)) {
            stored.replace(base(1));
            stored.append(change(2));
            Path obstacle = Files.createDirectory(folder.resolve("configuration.base.tmp"));
            assertThatIOException().isThrownBy(() -> stored.replace(base(3)));
            assertThat(stored.hasBase()).isFalse();
            assertThat(read()).isEmpty();
            Files.delete(obstacle);
            stored.replace(base(4));
            stored.append(change(5));
        }
        assertThat(read()).extracting(StoredChange::revision).containsExactly(4L, 5L);
    }

    @Test
    void aTornLastChangeIsCutOffAndOthersFollowIt() throws IOException {
        write(1, 2, 3);
        byte[] log = Files.readAllBytes(changes());
        Files.write(changes(), Arrays.copyOf(log, log.length - 5));
        assertThat(read()).extracting(StoredChange::revision).containsExactly(1L, 2L);
        try (StoredConfiguration stored = StoredConfiguration.open(directory, CREDENTIAL)) {
            stored.append(change(4));
        }
        assertThat(read()).extracting(StoredChange::revision).containsExactly(1L, 2L, 4L);
    }

    @Test
    void aDamagedChangeInTheMiddleSpoilsAll() throws IOException {
        write(1, 2, 3);
        byte[] log = Files.readAllBytes(changes());
        log[10] ^= 1;
        Files.write(changes(), log);
        assertThat(read()).isEmpty();
    }

    @Test
    void aLogThatLacksWhatWasConfirmedSpoilsAll() throws IOException {
        try (StoredConfiguration stored = StoredConfiguration.open(directory, CREDENTIAL)) {
            stored.replace(base(1));
            stored.append(change(2));
            stored.confirm(new Confirmation(2, NOW));
        }
        assertThat(read()).hasSize(2);
        Files.write(changes(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(read()).isEmpty();
    }

    @Test
    void aDamagedBaseIsAsIfItWereAbsent() throws IOException {
        write(1, 2);
        Path base = folder.resolve("configuration.base");
        byte[] file = Files.readAllBytes(base);
        for (int at : new int[] {0, 40, file.length - 1}) {
            byte[] damaged = file.clone();
            damaged[at] ^= 1;
            Files.write(base, damaged);
            assertThat(read()).isEmpty();
        }
        Files.write(base, new byte[3]);
        assertThat(read()).isEmpty();
        write(5);
        assertThat(read()).hasSize(1);
    }

    @Test
    void isOfNoUseWithAnotherCredential() throws IOException {
        write(1, 2);
        try (StoredConfiguration other = StoredConfiguration.open(directory, Secret.of("kwg_other"))) {
            assertThat(other.take()).isEmpty();
        }
    }

    @Test
    void continuesUnderANewCredentialOnceItWasRewrapped() throws IOException {
        write(1, 2);
        try (StoredConfiguration stored = StoredConfiguration.open(directory, CREDENTIAL)) {
            stored.rewrap(Secret.of("kwg_second"));
        }
        try (StoredConfiguration stored = StoredConfiguration.open(directory, Secret.of("kwg_second"))) {
            assertThat(stored.take()).hasSize(2);
        }
    }

    @Test
    void remembersTheLastConfirmation() throws IOException {
        write(1);
        try (StoredConfiguration stored = StoredConfiguration.open(directory, CREDENTIAL)) {
            assertThat(stored.confirmed()).isEmpty();
            stored.confirm(new Confirmation(1, NOW));
        }
        try (StoredConfiguration stored = StoredConfiguration.open(directory, CREDENTIAL)) {
            assertThat(stored.confirmed()).contains(new Confirmation(1, NOW));
        }
    }

    @Test
    void aNewBaseIsDueWhenTheLogIsLong() throws IOException {
        try (StoredConfiguration stored = StoredConfiguration.open(directory, CREDENTIAL)) {
            stored.replace(base(1));
            long revision = 2;
            while (!stored.append(change(revision))) {
                revision++;
            }
            assertThat(Files.size(changes())).isGreaterThan(1 << 20);
        }
    }

    @Test
    void noFileShowsASecretAndOnlyTheOwnerReadsThem() throws IOException {
        GatewayIdentity identity = GatewayIdentity.ofStart(directory, CREDENTIAL);
        write(1, 2);
        String privateKey = new String(identity.keys().privateKey(), StandardCharsets.ISO_8859_1);
        for (Path file : files("")) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .doesNotContain("sk-1", "kwg_first", privateKey);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void anIdentityCountsItsStartsAndKeepsItsKeys() throws IOException {
        GatewayIdentity first = GatewayIdentity.ofStart(directory, CREDENTIAL);
        GatewayIdentity second = GatewayIdentity.ofStart(directory, CREDENTIAL);
        assertThat(first.startCount()).isEqualTo(1);
        assertThat(second.startCount()).isEqualTo(2);
        assertThat(second.instanceId()).isEqualTo(first.instanceId());
        assertThat(second.keys().publicKey()).isEqualTo(first.keys().publicKey());
        GatewayIdentity other = GatewayIdentity.ofStart(directory, Secret.of("kwg_other"));
        assertThat(other.instanceId()).isEqualTo(first.instanceId());
        assertThat(other.keys().publicKey()).isNotEqualTo(first.keys().publicKey());
    }

    private void write(long base, long... others) throws IOException {
        try (StoredConfiguration stored = StoredConfiguration.open(directory, CREDENTIAL)) {
            stored.replace(base(base));
            for (long revision : others) {
                stored.append(change(revision));
            }
        }
    }

    private List<StoredChange> read() throws IOException {
        try (StoredConfiguration stored = StoredConfiguration.open(directory, CREDENTIAL)) {
            return stored.take();
        }
    }

    private static StoredChange base(long revision) {
        return StoredChange.of(TIMELINE, revision, TestConfiguration.small().complete(), Map.of());
    }

    private static StoredChange change(long revision) {
        TestConfiguration one = TestConfiguration.empty();
        for (int i = 0; i < 20; i++) {
            one.tokens.add(TestConfiguration.token(TestConfiguration.id(1000 + i), "secret-" + i));
        }
        return StoredChange.of(TIMELINE, revision, one.change(), Map.of());
    }

    private Path changes() throws IOException {
        return files("configuration.changes-").getFirst();
    }

    private List<Path> files(String prefix) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }
}
