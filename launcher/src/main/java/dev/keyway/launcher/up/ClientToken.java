package dev.keyway.launcher.up;

import dev.keyway.contract.bootstrap.BootstrapToken;
import dev.keyway.db.PrivateFiles;
import dev.keyway.launcher.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Token of clients: {@code PROXY_API_KEY} of the settings, or one that the admin service makes and a file keeps. */
final class ClientToken {

    static final String OWNER = "token";

    private static final String SETTING = "PROXY_API_KEY";

    private final Settings settings;
    private final Path file;

    ClientToken(Settings settings, Path folder) {
        this.settings = settings;
        this.file = folder.resolve("proxy.token");
    }

    /** What to ask for. */
    BootstrapToken request(TakenOver taken) throws IOException {
        String secret = secret();
        String name = isSet() ? SETTING : file.getFileName().toString();
        return new BootstrapToken(name, secret, secret != null && taken.contains(OWNER, secret));
    }

    /** Keeps the one that was made. */
    void keep(String made) throws IOException {
        PrivateFiles.write(file, made + "\n");
    }

    /** Whether the settings have it. */
    boolean isSet() {
        return settings.text(SETTING).isPresent();
    }

    /** The token; null if there is none yet. */
    @Nullable
    String secret() throws IOException {
        Optional<String> set = settings.text(SETTING);
        if (set.isPresent() || !Files.exists(file)) {
            return set.orElse(null);
        }
        return Files.readString(file).strip();
    }

    /** How a shell gets it, so that it is not on the screen. */
    String shell() {
        return isSet() ? "$" + SETTING : "$(cat " + file + ")";
    }
}
