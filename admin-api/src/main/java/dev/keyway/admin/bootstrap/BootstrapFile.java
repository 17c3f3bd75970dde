package dev.keyway.admin.bootstrap;

import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.contract.bootstrap.Bootstrap;
import dev.keyway.contract.bootstrap.Bootstrapped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** File with the request, and with the answer afterwards. Whoever can write it could write the database, so it must be private. */
final class BootstrapFile {

    private static final String SETTING = "KEYWAY_BOOTSTRAP_FILE";
    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path path;
    private final JsonMapper json;

    BootstrapFile(Path path, JsonMapper json) {
        this.path = path;
        this.json = json;
    }

    /** The request; empty if there is none. */
    Optional<Bootstrap> read() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            if (isPosix() && !OWNER.containsAll(Files.getPosixFilePermissions(path))) {
                throw new InvalidSettingException(SETTING, "others can read " + path + "; run: chmod 600 " + path);
            }
            return Optional.of(json.readValue(Files.readAllBytes(path), Bootstrap.class));
        } catch (IOException | JacksonException e) {
            throw new InvalidSettingException(
                    SETTING,
                    "%s cannot be read (%s); start with ./keyway up"
                            .formatted(path, e.getClass().getSimpleName()));
        }
    }

    /** Puts the answer in the place of the request. */
    void write(Bootstrapped answer) {
        try {
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            boolean unused = Files.deleteIfExists(fresh);
            Path made = isPosix()
                    ? Files.createFile(
                            fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    : Files.createFile(fresh);
            Path written = Files.write(made, json.writeValueAsBytes(answer));
            Path moved = Files.move(written, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            assert moved.equals(path);
        } catch (IOException e) {
            throw new InvalidSettingException(
                    SETTING,
                    "%s cannot be written (%s)".formatted(path, e.getClass().getSimpleName()));
        }
    }

    private boolean isPosix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
