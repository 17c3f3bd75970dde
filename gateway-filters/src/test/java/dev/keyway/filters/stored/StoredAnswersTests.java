package dev.keyway.filters.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.testkit.time.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredAnswersTests {

    private static final AnswerHome HOME = new AnswerHome("team", "account");

    @TempDir
    private Path directory;

    private final TestClock clock = TestClock.at("2026-11-23T10:00:00Z");

    @Test
    void knowsAnAnswerByItsProviderAndItsId() {
        StoredAnswers answers = StoredAnswers.inMemory(clock);
        answers.remember("openai", "resp_1", HOME);

        assertThat(answers.home("openai", "resp_1")).isEqualTo(HOME);
        assertThat(answers.home("azure", "resp_1")).isNull();
        assertThat(answers.home("openai", "resp_2")).isNull();
    }

    @Test
    void forgetsAfterThirtyDays() {
        StoredAnswers answers = StoredAnswers.inMemory(clock);
        answers.remember("openai", "resp_1", HOME);
        clock.advance(Duration.ofDays(30));
        assertThat(answers.home("openai", "resp_1")).isEqualTo(HOME);
        clock.advance(Duration.ofMillis(1));
        assertThat(answers.home("openai", "resp_1")).isNull();
    }

    @Test
    void goesOnFromWhatAProcessLeftThatWasKilled() {
        StoredAnswers killed = StoredAnswers.open(directory, clock);
        killed.remember("openai", "resp_1", HOME);
        killed.remember("openai", "resp_2", new AnswerHome("other", "b"));

        try (StoredAnswers again = StoredAnswers.open(directory, clock)) {
            assertThat(again.home("openai", "resp_1")).isEqualTo(HOME);
            assertThat(again.home("openai", "resp_2")).isEqualTo(new AnswerHome("other", "b"));
        }
        killed.close();
    }

    @Test
    void forgetsTheOldestWhereThereAreTooManyAlsoAfterARestart() {
        try (StoredAnswers answers = StoredAnswers.open(directory, clock, 3)) {
            Stream.of("a", "b", "c", "d").forEach(id -> answers.remember("openai", id, HOME));
            assertThat(answers.home("openai", "a")).isNull();
            assertThat(answers.home("openai", "b")).isEqualTo(HOME);
        }
        try (StoredAnswers again = StoredAnswers.open(directory, clock, 3)) {
            assertThat(again.home("openai", "a")).isNull();
            assertThat(again.home("openai", "d")).isEqualTo(HOME);
        }
    }

    @Test
    void takesNoMoreRoomWithEachStart() throws IOException {
        for (int start = 0; start < 5; start++) {
            try (StoredAnswers answers = StoredAnswers.open(directory, clock)) {
                answers.remember("openai", "resp_" + start, HOME);
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
                answers.remember("openai", "resp_" + i, HOME);
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
            answers.remember("openai", "resp_c4n4ry", HOME);
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
