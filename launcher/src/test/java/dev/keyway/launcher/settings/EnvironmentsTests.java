package dev.keyway.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.launcher.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each program gets its own settings, wherever they are, and none of another's. */
class EnvironmentsTests {

    @TempDir
    private Path folder;

    @Test
    void sharesThemOut() throws Exception {
        Environments environments = read("""
                PROXY_API_KEY=a-token
                OPENAI_API_KEY=sk-1
                GLOBAL_TIMEOUT=20
                FIRST_BYTE_TIMEOUT_MODELS=openai/o3=600
                KEYWAY_LOG_FORMAT=json
                KEYWAY_OWNER_LOGIN=ada
                KEYWAY_PG_PORT=5433
                SERVER_PORT=9000
                """);

        assertThat(environments.plain()).containsOnlyKeys("PATH");
        assertThat(environments.admin())
                .containsOnlyKeys("PATH", "KEYWAY_LOG_FORMAT", "KEYWAY_OWNER_LOGIN", "KEYWAY_MASTER_KEYS");
        assertThat(environments.managedGateway())
                .containsOnlyKeys("PATH", "KEYWAY_LOG_FORMAT", "GLOBAL_TIMEOUT", "SERVER_PORT", "KEYWAY_QUEUE_SIZE");
        assertThat(environments.standaloneGateway())
                .containsOnlyKeys("PATH", "KEYWAY_ENV_FILE", "GEMINI_API_KEY", "KEYWAY_QUEUE_SIZE");
        assertThat(environments.withoutEffect()).containsExactly("FIRST_BYTE_TIMEOUT_MODELS");
    }

    @Test
    void givesTheGatewayAloneWhatKeyReferencesName() throws Exception {
        Files.writeString(folder.resolve(".env"), "KEYWAY_KEY_ENV_PREFIX=REFERRED_\n");
        Environments environments = new Environments(
                Settings.read(Map.of("KEYWAY_ENV_FILE", folder.resolve(".env").toString(), "REFERRED_ONE", "sk-9")));

        assertThat(environments.plain()).doesNotContainKey("REFERRED_ONE");
        assertThat(environments.managedGateway()).containsEntry("REFERRED_ONE", "sk-9");
    }

    private Environments read(String file) throws IOException, LaunchException {
        Path path = Files.writeString(folder.resolve(".env"), file);
        return new Environments(Settings.read(Map.of(
                "PATH",
                "/bin",
                "KEYWAY_ENV_FILE",
                path.toString(),
                "GEMINI_API_KEY",
                "g-1",
                "KEYWAY_QUEUE_SIZE",
                "10",
                "KEYWAY_MASTER_KEYS",
                "m:1")));
    }
}
