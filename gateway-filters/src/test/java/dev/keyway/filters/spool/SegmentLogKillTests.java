package dev.keyway.filters.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentLogKillTests {

    @TempDir
    private Path directory;

    @Test
    void keepsEveryAcknowledgedRecordOfAProcessThatIsKilled() throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                acknowledged.add(line);
                if (acknowledged.size() == 5_000) {
                    writer.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
        }
        assertThat(writer.waitFor()).isEqualTo(128 + 9);
        if (!acknowledged.getLast().equals("record " + (acknowledged.size() - 1))) {
            acknowledged.removeLast();
        }

        RecordedLog recorded = RecordedLog.of(
                SegmentLog.open(new SegmentLogOptions(directory, "books.log", 64 * 1024, 1000, Preallocator.ZEROS), 0));

        assertThat(recorded.payloads)
                .startsWith(acknowledged.toArray(String[]::new))
                .hasSizeGreaterThanOrEqualTo(5_000);
        assertThat(recorded.damages).isEmpty();
    }
}
