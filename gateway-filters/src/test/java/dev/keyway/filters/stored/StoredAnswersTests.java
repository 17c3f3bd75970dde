package dev.keyway.filters.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.spool.Preallocator;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import dev.keyway.testkit.time.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredAnswersTests {

    private static final AnswerHome HOME = new AnswerHome("team", "account");

    /** The mark at its beginning, in hexadecimal digits. */
    private static final int EMPTY_SEGMENT = 16;

    @TempDir
    private Path directory;

    private final TestClock clock = TestClock.at("2026-11-23T10:00:00Z");

    @Test
    void knowsAnAnswerByItsProviderAndItsId() {
        StoredAnswers answers = StoredAnswers.inMemory(clock);
        answers.remember("openai", List.of("resp_1"), HOME);

        assertThat(answers.home("openai", "resp_1")).isEqualTo(HOME);
        assertThat(answers.home("azure", "resp_1")).isNull();
        assertThat(answers.home("openai", "resp_2")).isNull();
    }

    @Test
    void knowsAllThatAnAnswerBrought() {
        StoredAnswers killed = StoredAnswers.open(directory, clock);
        killed.remember("openai", List.of("resp_1", "msg_1"), HOME);
        killed.remember("openai", List.of("resp_1", "msg_1", "rs_1"), HOME);

        try (StoredAnswers again = StoredAnswers.open(directory, clock)) {
            assertThat(Stream.of("resp_1", "msg_1", "rs_1").map(id -> again.home("openai", id)))
                    .containsOnly(HOME);
        }
        killed.close();
    }

    @Test
    void knowsWhatAnEarlierReleaseWroteDown() throws IOException {
        StoredIds one = new StoredIds(List.of(AnswerKey.of("openai", "resp_1")), HOME, clock.millis());
        byte[] now = one.encode();
        byte[] earlier = new byte[now.length - 1];
        earlier[0] = 1;
        System.arraycopy(now, 2, earlier, 1, earlier.length - 1);
        assertThat(StoredIds.decode(earlier)).isEqualTo(one);
    }

    @Test
    void refusesWhatALaterReleaseWroteAndLeavesItAsItIs() throws Exception {
        try (StoredAnswers answers = StoredAnswers.open(directory, clock)) {
            answers.remember("openai", List.of("resp_1"), HOME);
        }
        SegmentLogOptions options =
                new SegmentLogOptions(directory, "stored_answers.log", 1024 * 1024, 128, Preallocator.ZEROS);
        try (SegmentLog later = SegmentLog.open(options, 0)) {
            later.append(new byte[] {3, 1, 2});
        }
        Map<Path, String> before = records();

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> StoredAnswers.open(directory, clock))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("KEYWAY_STATE_DIR: " + directory.resolve("stored_answers.log."))
                    .hasMessageContaining("stored response of format version 3")
                    .hasMessageContaining("Start the newer release");
        }
        assertThat(records()).isEqualTo(before);
    }

    /** The contents of the files that hold records, without the zeros at their ends. */
    private Map<Path, String> records() throws IOException {
        Map<Path, String> records = new HashMap<>();
        for (Path file : files()) {
            String content = HexFormat.of().formatHex(Files.readAllBytes(file)).replaceFirst("0*$", "");
            if (content.length() > EMPTY_SEGMENT) {
                records.put(file, content);
            }
        }
        return records;
    }

    @Test
    void retainsNothingOfIdsThatCameAgain() {
        AnswerMap map = new AnswerMap(1_000);
        List<AnswerKey> same = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            same.add(AnswerKey.of("openai", "msg_" + i));
        }
        for (int i = 0; i < 100_000; i++) {
            map.put(new StoredIds(same, new AnswerHome("team", "account-" + i % 2), clock.millis()), i);
        }

        assertThat(map.size()).isLessThan(20_000);
        assertThat(map.home(same.getFirst(), clock.millis())).isEqualTo(new AnswerHome("team", "account-1"));
        assertThat(map.takeAll()).hasSize(1);
    }

    @Test
    void retainsFewKeysOfAnAnswerWhoseItemsCameAgain() {
        AnswerMap map = new AnswerMap(10_000);
        List<StoredIds> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            List<AnswerKey> keys = new ArrayList<>();
            keys.add(AnswerKey.of("openai", "resp_" + i));
            for (int item = 0; item < 63; item++) {
                keys.add(AnswerKey.of("openai", "msg_" + item));
            }
            all.add(new StoredIds(keys, HOME, clock.millis()));
        }
        all.forEach(ids -> map.put(ids, 1));

        assertThat(map.keysInMemory()).isLessThan(4_000);
        assertThat(map.home(AnswerKey.of("openai", "resp_0"), clock.millis())).isEqualTo(HOME);
    }

    @Test
    void takesTheLatestAccountOfATeam() {
        StoredAnswers answers = StoredAnswers.inMemory(clock);
        answers.remember("openai", List.of("msg_1"), HOME);
        answers.remember("openai", List.of("msg_1"), new AnswerHome("team", "b"));
        assertThat(answers.home("openai", "msg_1")).isEqualTo(new AnswerHome("team", "b"));
    }

    @Test
    void concludesNothingFromAnIdThatTwoTeamsWereGiven() {
        try (StoredAnswers answers = StoredAnswers.open(directory, clock)) {
            answers.remember("openai", List.of("msg_1", "msg_2"), HOME);
            answers.remember("openai", List.of("msg_1", "msg_3"), new AnswerHome("other", "b"));
            answers.remember("openai", List.of("msg_1"), HOME);
            assertThat(answers.home("openai", "msg_1")).isNull();
        }
        try (StoredAnswers again = StoredAnswers.open(directory, clock)) {
            assertThat(again.home("openai", "msg_1")).isNull();
            assertThat(again.home("openai", "msg_2")).isEqualTo(HOME);
            assertThat(again.home("openai", "msg_3")).isEqualTo(new AnswerHome("other", "b"));
        }
    }

    @Test
    void forgetsAfterThirtyDays() {
        StoredAnswers answers = StoredAnswers.inMemory(clock);
        answers.remember("openai", List.of("resp_1"), HOME);
        clock.advance(Duration.ofDays(30));
        assertThat(answers.home("openai", "resp_1")).isEqualTo(HOME);
        clock.advance(Duration.ofMillis(1));
        assertThat(answers.home("openai", "resp_1")).isNull();
    }

    @Test
    void goesOnFromWhatAProcessLeftThatWasKilled() {
        StoredAnswers killed = StoredAnswers.open(directory, clock);
        killed.remember("openai", List.of("resp_1"), HOME);
        killed.remember("openai", List.of("resp_2"), new AnswerHome("other", "b"));

        try (StoredAnswers again = StoredAnswers.open(directory, clock)) {
            assertThat(again.home("openai", "resp_1")).isEqualTo(HOME);
            assertThat(again.home("openai", "resp_2")).isEqualTo(new AnswerHome("other", "b"));
        }
        killed.close();
    }

    @Test
    void forgetsTheOldestWhereThereAreTooManyAlsoAfterARestart() {
        try (StoredAnswers answers = StoredAnswers.open(directory, clock, 3)) {
            Stream.of("a", "b", "c", "d").forEach(id -> answers.remember("openai", List.of(id), HOME));
            assertThat(answers.home("openai", "a")).isNull();
            assertThat(answers.home("openai", "b")).isEqualTo(HOME);
        }
        try (StoredAnswers again = StoredAnswers.open(directory, clock, 3)) {
            assertThat(again.home("openai", "a")).isNull();
            assertThat(again.home("openai", "d")).isEqualTo(HOME);
        }
    }

    @Test
    void forgetsAnAnswerWithAllThatItBroughtButWhatCameAgain() {
        StoredAnswers answers = StoredAnswers.open(directory, clock, 3);
        answers.remember("openai", List.of("a", "a1"), HOME);
        answers.remember("openai", List.of("b"), HOME);
        answers.remember("openai", List.of("a1"), new AnswerHome("team", "b"));
        answers.remember("openai", List.of("c"), HOME);

        assertThat(answers.home("openai", "a")).isNull();
        assertThat(answers.home("openai", "a1")).isEqualTo(new AnswerHome("team", "b"));
        assertThat(answers.home("openai", "c")).isEqualTo(HOME);
        answers.close();
    }

    @Test
    void forgetsTheOldestOfTheTeamThatHasTheMost() {
        try (StoredAnswers answers = StoredAnswers.open(directory, clock, 4)) {
            AnswerHome busy = new AnswerHome("busy", "b");
            answers.remember("openai", List.of("mine"), HOME);
            for (int i = 0; i < 50; i++) {
                answers.remember("openai", List.of("busy-" + i), busy);
            }
            assertThat(answers.home("openai", "mine")).isEqualTo(HOME);
            assertThat(answers.home("openai", "busy-46")).isNull();
            assertThat(answers.home("openai", "busy-47")).isEqualTo(busy);
        }
        try (StoredAnswers again = StoredAnswers.open(directory, clock, 4)) {
            assertThat(again.home("openai", "mine")).isEqualTo(HOME);
        }
    }

    /** One old record must not keep all the records that came after it. */
    @Test
    void writesOldRecordsAnewWhereMostOfTheLogIsOfNoUse() {
        AnswerMap answers = new AnswerMap(4);
        answers.put(ids("mine", HOME), 1);
        long last = 1;
        for (int i = 0; i < 20_000; i++) {
            last++;
            answers.put(ids("busy-" + i, new AnswerHome("busy", "b")), last);
        }
        assertThat(answers.uselessThrough()).isZero();
        long next = last + 1;

        assertThat(answers.renew(5, ids -> -1)).as("there is no room").isFalse();
        assertThat(answers.uselessThrough()).isZero();
        assertThat(answers.renew(5, ids -> next)).isFalse();

        assertThat(answers.uselessThrough()).isEqualTo(last - 3);
        assertThat(answers.home(AnswerKey.of("openai", "mine"), clock.millis())).isEqualTo(HOME);
        assertThat(answers.takeAll()).extracting(StoredIds::keys).hasSize(4);
    }

    private StoredIds ids(String id, AnswerHome home) {
        return new StoredIds(List.of(AnswerKey.of("openai", id)), home, clock.millis());
    }

    @Test
    void takesNoMoreRoomWithEachStart() throws IOException {
        for (int start = 0; start < 5; start++) {
            try (StoredAnswers answers = StoredAnswers.open(directory, clock)) {
                answers.remember("openai", List.of("resp_" + start), HOME);
            }
        }
        try (StoredAnswers last = StoredAnswers.open(directory, clock)) {
            assertThat(last.home("openai", "resp_0")).isEqualTo(HOME);
            assertThat(last.home("openai", "resp_4")).isEqualTo(HOME);
            assertThat(files()).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void keepsMoreThanOneFileHolds() {
        int count = 30_000;
        try (StoredAnswers answers = StoredAnswers.open(directory, clock)) {
            for (int i = 0; i < count; i++) {
                answers.remember("openai", List.of("resp_" + i), HOME);
            }
        }
        try (StoredAnswers again = StoredAnswers.open(directory, clock)) {
            assertThat(again.home("openai", "resp_0")).isEqualTo(HOME);
            assertThat(again.home("openai", "resp_" + (count - 1))).isEqualTo(HOME);
        }
    }

    @Test
    void writesNoIdDown() throws IOException {
        try (StoredAnswers answers = StoredAnswers.open(directory, clock)) {
            answers.remember("openai", List.of("resp_c4n4ry"), HOME);
        }
        for (Path file : files()) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("c4n4ry");
        }
    }

    @Test
    void saysWhichFolderToChangeWhereItCannotWrite() {
        assertThatThrownBy(() -> StoredAnswers.open(directory.resolve("not there"), clock))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("KEYWAY_STATE_DIR");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }
}
