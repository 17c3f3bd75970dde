package dev.keyway.filters.poolstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books are for the gateway's user alone, also those that an earlier release left open. */
class StateDirectoryTests {

    @TempDir
    private Path folder;

    @Test
    void makesItsFolderAndFilesForItsUserAlone() throws IOException {
        try (StateDirectory directory = StateDirectory.take(folder.resolve("a/state"))) {
            directory.replace("key_usage.json", new byte[] {1});
            assertThat(permissions(directory.path())).isEqualTo("rwx------");
            assertThat(permissions(directory.resolve("key_usage.json"))).isEqualTo("rw-------");
            assertThat(permissions(directory.resolve("gateway.lock"))).isEqualTo("rw-------");
        }
    }

    @Test
    void closesTheBooksOfAnEarlierReleaseAndLeavesWhatIsNotItsOwn() throws IOException {
        for (String name : new String[] {"key_usage.json", "key_usage.log.0000000001", "notes.txt"}) {
            Files.setPosixFilePermissions(
                    Files.createFile(folder.resolve(name)), PosixFilePermissions.fromString("rw-r--r--"));
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        StateDirectory.take(folder).close();

        assertThat(permissions(folder.resolve("key_usage.json"))).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("key_usage.log.0000000001"))).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("notes.txt"))).isEqualTo("rw-r--r--");
        assertThat(permissions(folder)).isEqualTo("rwxr-xr-x");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
