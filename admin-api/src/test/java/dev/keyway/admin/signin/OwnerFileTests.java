package dev.keyway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No secret of the owner is lost while two processes write beside its file. */
class OwnerFileTests {

    private static final Instant BEFORE = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void aDraftThatIsGoneIsWrittenAgain() throws IOException {
        OwnerFile file = new OwnerFile(folder, "owner.password");
        OwnerFile.Draft draft = file.draft("secret");
        Files.delete(Path.of(draft.toString()));
        draft.publish();
        assertThat(folder.resolve("owner.password")).hasContent("secret");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void onlyOldDraftsAreRemoved() throws IOException {
        OwnerFile file = new OwnerFile(folder, "owner.token");
        Path old = Path.of(file.draft("old").toString());
        Path young = Path.of(file.draft("young").toString());
        Path unused = Files.setLastModifiedTime(old, FileTime.from(BEFORE.minusSeconds(1)));
        unused = Files.setLastModifiedTime(young, FileTime.from(BEFORE));
        file.removeDrafts(BEFORE);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }
}
