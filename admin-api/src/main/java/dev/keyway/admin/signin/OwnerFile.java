package dev.keyway.admin.signin;

import dev.keyway.admin.database.InvalidSettingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** A file with a secret for the owner, which nobody else may read (0600). */
final class OwnerFile {

    private final Path path;

    OwnerFile(Path folder, String name) {
        this.path = folder.resolve(name);
    }

    /** @throws InvalidSettingException if it cannot be written */
    void write(String secret) {
        try {
            Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, mode("rwx------"));
            }
            Files.deleteIfExists(path);
            try (FileChannel channel = FileChannel.open(
                            path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode("rw-------"));
                    OutputStream out = Channels.newOutputStream(channel)) {
                out.write((secret + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "KEYWAY_OWNER_FOLDER",
                    "%s cannot be written (%s); name a folder that can, or set KEYWAY_OWNER_PASSWORD"
                            .formatted(path, e.getClass().getSimpleName()));
        }
    }

    /** Removes it, if it is there and can be. */
    boolean remove() {
        try {
            return Files.deleteIfExists(path);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private FileAttribute<?>[] mode(String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
