package dev.keyway.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildLogTests {

    @TempDir
    private Path folder;

    @Test
    void retainsAFewFilesOfBoundedSizeForThisUserAlone() throws IOException {
        ChildLog log = new ChildLog(folder, "gateway", 100);
        for (int i = 0; i < 100; i++) {
            log.write("line " + i + " of a program that says a lot");
        }
        log.close();

        try (var files = Files.list(folder)) {
            assertThat(files.toList()).hasSize(4).allSatisfy(file -> {
                assertThat(Files.size(file)).isLessThanOrEqualTo(100);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            });
        }
        assertThat(Files.readString(log.file())).contains("line 99");
        assertThat(log.tail()).hasSize(20).last().asString().contains("line 99");
    }

    @Test
    void masksTokensAndGoesOnWhereItEnded() throws IOException {
        for (int i = 0; i < 2; i++) {
            ChildLog log = ChildLog.open(folder, "admin");
            log.write("Its token is kwy_o1jZq5a3BFhcSqZp4bu9fT9Wa5f8Rk (shown this once)");
            log.close();
        }

        assertThat(folder.resolve("admin.log"))
                .hasContent("Its token is kwy_**** (shown this once)\nIts token is kwy_**** (shown this once)\n");
    }
}
