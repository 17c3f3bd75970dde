package dev.keyway.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was stored in the database for development is there at the next start. */
class DevelopmentDatabaseIT {

    @TempDir
    private Path directory;

    @Test
    void keepsItsDataBetweenRuns() throws Exception {
        try (DevelopmentDatabase first = DevelopmentDatabase.start(directory, 0)) {
            assertThat(new Schema(first.login()).migrate()).isPositive();
        }
        try (DevelopmentDatabase second = DevelopmentDatabase.start(directory, 0)) {
            assertThat(new Schema(second.login()).migrate()).isZero();
        }
    }
}
