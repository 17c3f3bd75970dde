package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Files that tests generate: compared, or written anew with {@code -Dkeyway.helm.write=true}. */
final class Written {

    private static final boolean WRITES = Boolean.getBoolean("keyway.helm.write");

    private Written() {}

    /** Fails if a file is not as generated. */
    static void check(Path file, String generated) {
        if (WRITES) {
            write(file, generated);
        }
        assertThat(Files.exists(file) ? Chart.read(file) : "")
                .as("%s; write it anew with -Dkeyway.helm.write=true", file)
                .isEqualTo(generated);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
