package dev.keyway.launcher.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakenOverTests {

    @Test
    void remembersSecretsByFingerprintsUntilTheInstallationIsAnother(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("taken-over.json");
        UUID installation = UUID.randomUUID();
        TakenOver first = TakenOver.read(file);
        first.belongTo(installation);
        first.add("openai", "sk-canary");
        first.store();

        TakenOver second = TakenOver.read(file);
        assertThat(second.installation()).isEqualTo(installation);
        assertThat(second.contains("openai", "sk-canary")).isTrue();
        assertThat(second.contains("gemini", "sk-canary")).isFalse();
        assertThat(Files.readString(file)).doesNotContain("canary");

        second.belongTo(UUID.randomUUID());
        assertThat(second.contains("openai", "sk-canary")).isFalse();
    }
}
