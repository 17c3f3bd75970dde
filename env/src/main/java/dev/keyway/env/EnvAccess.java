package dev.keyway.env;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/** Who may read the file with the keys. */
public final class EnvAccess {

    private EnvAccess() {}

    /** A warning if every user of the machine may read it; none where the file system does not know. */
    public static List<SettingsProblem> warnings(Path file) {
        try {
            return Files.isRegularFile(file)
                            && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)
                    ? List.of(SettingsProblem.warning(
                            file.toString(), "can be read by every user of this machine; run: chmod 600 " + file))
                    : List.of();
        } catch (IOException | UnsupportedOperationException unknown) {
            return List.of();
        }
    }
}
