package dev.keyway.filters.poolstate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.metering.AnswerSizes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerSizesStoreTests {

    private static final long UNKNOWN = 1_000;

    @TempDir
    private Path folder;

    @Test
    void estimatesGoOnAfterARestart() throws IOException {
        AnswerSizes before = new AnswerSizes();
        run(before, () -> {
            for (int i = 1; i <= 300; i++) {
                before.answered("openai", "gpt-5", "search", i);
            }
            before.answered("openai", "gpt-5", "", 7);
        });
        AnswerSizes after = new AnswerSizes();
        run(after, () -> {});

        assertThat(after.expected("openai", "gpt-5", "search", 0))
                .as("of the last 200, 101 to 300")
                .isEqualTo(250)
                .isEqualTo(before.expected("openai", "gpt-5", "search", 0));
        assertThat(after.expected("openai", "gpt-5", "unknown", 0))
                .isEqualTo(before.expected("openai", "gpt-5", "unknown", 0))
                .isNotEqualTo(UNKNOWN);
        assertThat(after.expected("openai", "gpt-4", "search", 0)).isEqualTo(UNKNOWN);

        for (int i = 0; i < 100; i++) {
            before.answered("openai", "gpt-5", "search", 10);
            after.answered("openai", "gpt-5", "search", 10);
        }
        assertThat(after.expected("openai", "gpt-5", "search", 0))
                .as("the oldest answers went first")
                .isEqualTo(before.expected("openai", "gpt-5", "search", 0));
    }

    @Test
    void aDamagedFileIsReplaced() throws IOException {
        AnswerSizes known = new AnswerSizes();
        run(known, () -> known.answered("openai", "gpt-5", "", 40));
        byte[] good = Files.readAllBytes(folder.resolve(AnswerSizesStore.FILE));
        for (byte[] bad :
                new byte[][] {{}, {1, 2, 3}, Arrays.copyOf(good, good.length - 3), "{}".getBytes(StandardCharsets.UTF_8)
                }) {
            Files.write(folder.resolve(AnswerSizesStore.FILE), bad);
            AnswerSizes anew = new AnswerSizes();
            run(anew, () -> {
                for (int i = 0; i < 10; i++) {
                    anew.answered("openai", "gpt-5", "", 30);
                }
            });
            AnswerSizes after = new AnswerSizes();
            run(after, () -> {});

            assertThat(after.expected("openai", "gpt-5", "", 0)).isEqualTo(30);
        }
    }

    @Test
    void nothingIsWrittenIfNothingHasChanged() throws IOException {
        run(new AnswerSizes(), () -> {});

        assertThat(folder.resolve(AnswerSizesStore.FILE)).doesNotExist();
    }

    private void run(AnswerSizes sizes, Runnable work) throws IOException {
        try (StateDirectory directory = StateDirectory.take(folder)) {
            AnswerSizesStore store = AnswerSizesStore.start(directory, sizes);
            work.run();
            store.close();
        }
    }
}
