package dev.keyway.launcher.up;

import dev.keyway.launcher.process.LaunchException;
import dev.keyway.launcher.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Settings of a file in a folder, and of nothing else. */
final class TestSettings {

    private TestSettings() {}

    static Settings of(Path folder, String file) throws IOException, LaunchException {
        Path path = Files.writeString(folder.resolve(".env"), file);
        return Settings.read(Map.of("KEYWAY_ENV_FILE", path.toString()));
    }
}
