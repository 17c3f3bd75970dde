package dev.keyway.admin.signin;

import dev.keyway.admin.database.InvalidSettingException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file with a secret for the owner, which nobody else may read (0600). */
final class OwnerFile {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerFile.class);
    private static final String DRAFT = ".new";

    private final Path path;

    OwnerFile(Path folder, String name) {
        this.path = folder.resolve(name);
    }

    /** @throws InvalidSettingException if it cannot be written */
    void write(String secret) {
        Draft draft = draft(secret);
        try {
            draft.publish();
        } catch (InvalidSettingException unwritable) {
            draft.discard();
            throw unwritable;
        }
    }

    /**
     * Writes a secret beside the file, which stays as it is until the draft is published.
     *
     * @throws InvalidSettingException if it cannot be written
     */
    Draft draft(String secret) {
        try {
            Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, mode("rwx------"));
            }
            Path beside = Files.createTempFile(folder, path.getFileName() + ".", DRAFT, mode("rw-------"));
            return new Draft(Files.writeString(beside, secret + "\n"), secret);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Removes it, if it is there and can be. */
    boolean remove() {
        return remove(path);
    }

    /**
     * Removes what is left of drafts that were neither published nor discarded, as when the service was killed. Younger ones may be
     * those of another process that is under way.
     *
     * @param before when they were written
     */
    void removeDrafts(Instant before) {
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, path.getFileName() + ".*" + DRAFT)) {
            for (Path draft : drafts) {
                boolean unused = Files.getLastModifiedTime(draft).toInstant().isBefore(before) && remove(draft);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("Drafts of {} could not be removed: {}", path, e.toString());
        }
    }

    private static boolean remove(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private InvalidSettingException unwritable(IOException e) {
        return new InvalidSettingException(
                "KEYWAY_OWNER_FOLDER",
                "%s cannot be written (%s); name a folder that can, or set KEYWAY_OWNER_PASSWORD"
                        .formatted(path, e.getClass().getSimpleName()));
    }

    private FileAttribute<?>[] mode(String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** What the file will hold. */
    final class Draft {

        private final Path beside;

        private final String secret;

        private Draft(Path beside, String secret) {
            this.beside = beside;
            this.secret = secret;
        }

        /** Puts it in the file's place; if somebody removed it, it is written again. */
        void publish() {
            try {
                move();
            } catch (NoSuchFileException gone) {
                republish();
            } catch (IOException e) {
                throw unwritable(e);
            }
        }

        private void republish() {
            try {
                draft(secret).move();
            } catch (IOException e) {
                throw unwritable(e);
            }
        }

        private void move() throws IOException {
            Path unused = Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        void discard() {
            boolean unused = remove(beside);
        }

        @Override
        public String toString() {
            return beside.toString();
        }
    }
}
