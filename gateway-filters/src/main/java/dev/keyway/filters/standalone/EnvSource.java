package dev.keyway.filters.standalone;

import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.settings.SettingsProblem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the {@code .env} file is. */
final class EnvSource {

    private static final Path STANDARD = Path.of(".env");

    private EnvSource() {}

    /**
     * Reads the file, which need not be there unless it was named.
     *
     * @param named the path that the user gave; null for {@code .env} in the working directory
     * @throws InvalidSettingsException if it cannot be read
     */
    static EnvFile read(@Nullable String named) {
        Path path = named == null ? STANDARD : Path.of(named);
        if (named == null && !Files.exists(path)) {
            return EnvFile.absent(path.toString());
        }
        try {
            return EnvFile.parse(path.toString(), Files.readString(path));
        } catch (CharacterCodingException e) {
            throw unreadable(path, "is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            String reason =
                    Files.isDirectory(path) ? "is a folder" : Files.exists(path) ? "no permission" : "not there";
            throw unreadable(
                    path, "cannot be read (" + reason + "); correct the file, or name another by KEYWAY_ENV_FILE");
        }
    }

    private static InvalidSettingsException unreadable(Path path, String message) {
        return new InvalidSettingsException(List.of(SettingsProblem.fatal(path.toString(), message)));
    }
}
