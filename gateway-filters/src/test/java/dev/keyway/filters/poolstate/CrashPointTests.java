package dev.keyway.filters.poolstate;

import static dev.keyway.filters.poolstate.TestUsage.CLOCK;
import static dev.keyway.filters.poolstate.TestUsage.KEY;
import static dev.keyway.filters.poolstate.TestUsage.MODEL;
import static dev.keyway.filters.poolstate.TestUsage.model;
import static dev.keyway.filters.poolstate.TestUsage.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.record.AttemptObservation;
import dev.keyway.filters.spool.Preallocator;
import dev.keyway.filters.spool.SegmentLogOptions;
import dev.keyway.filters.usage.UsageLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process leaves is a copy of its folder at any moment, between any two of its steps. */
class CrashPointTests {

    @TempDir
    private Path root;

    @Test
    void booksEveryCallOnceWhereverTheProcessIsKilled() throws Exception {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            Path live = Files.createDirectory(root.resolve("live-" + seed));
            long closed = 0;
            long interrupted = 0;
            for (int run = 0; run < 4; run++) {
                Deque<Runnable> open = new ArrayDeque<>();
                StateDirectory directory = StateDirectory.take(live);
                PoolStateLog state = PoolStateLog.open(directory, options(live), model(), CLOCK);
                for (int step = 0; step < 150; step++) {
                    if (random.nextBoolean()) {
                        open.add(begin(state.usage()));
                    } else if (!open.isEmpty()) {
                        open.poll().run();
                        closed++;
                    }
                    if (step % 10 == 0) {
                        state.segments().maintain();
                    }
                    if (random.nextInt(20) == 0) {
                        state.fold();
                    }
                }
                interrupted += open.size();
                directory.close();
                String kill = seed + "-" + run;
                live = killed(state, live, random.nextInt(3), kill);
                assertBooks(copy(live, "check-" + kill), closed, interrupted);
            }
        }
    }

    /** The folder as the kill leaves it: before a fold, after the books were replaced but with the old segments, or after. */
    private Path killed(PoolStateLog state, Path live, int point, String name) throws IOException {
        Path left = copy(live, "left-" + name);
        if (point == 0) {
            return left;
        }
        state.fold();
        if (point == 1) {
            Files.copy(
                    live.resolve("key_usage.json"),
                    left.resolve("key_usage.json"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(left.resolve("key_usage.json.tmp"), "{");
            return left;
        }
        return live;
    }

    private void assertBooks(Path folder, long closed, long interrupted) throws IOException {
        for (int start = 0; start < 2; start++) {
            StateDirectory directory = StateDirectory.take(folder);
            PoolStateLog.open(directory, options(folder), model(), CLOCK);
            directory.close();
            PoolStates book = PoolStateJson.read(Files.readAllBytes(folder.resolve("key_usage.json")));
            KeyState key = Objects.requireNonNull(book.keys.get(new PoolStates.Owner("openai", KEY.id())));
            ModelUsage tally = key.totals.getOrDefault("gpt-5", ModelUsage.NONE);
            assertThat(tally.successCount()).isEqualTo(closed);
            assertThat(tally.costNanos()).isEqualTo(closed * 3);
            assertThat(tally.interruptedCount()).isEqualTo(interrupted);
            assertThat(tally.estimatedCount()).isEqualTo(interrupted);
        }
    }

    private static Runnable begin(UsageLog log) {
        AttemptObservation open = TestUsage.open(log, MODEL);
        return () -> open.onEnded(served(3));
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = Files.createDirectory(root.resolve(name));
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private static SegmentLogOptions options(Path directory) {
        return new SegmentLogOptions(directory, "key_usage.log", 16 * 1024, 500, Preallocator.ZEROS);
    }
}
