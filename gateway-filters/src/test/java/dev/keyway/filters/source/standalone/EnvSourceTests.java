package dev.keyway.filters.source.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.env.EnvText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvSourceTests {

    private static final Map<String, String> MANAGED = Map.of("KEYWAY_ADMIN_URL", "http://localhost:8080");

    @TempDir
    private Path folder;

    @Test
    void aManagedGatewayDoesNotReadTheFileOfItsFolder() throws IOException {
        assertThat(text(MANAGED, false)).isInstanceOf(EnvText.Absent.class);
        assertThat(text(Map.of(), false)).isInstanceOf(EnvText.Present.class);
    }

    @Test
    void aManagedGatewayReadsAFileThatIsNamed() throws IOException {
        assertThat(text(MANAGED, true)).isInstanceOf(EnvText.Present.class);
    }

    private EnvText text(Map<String, String> environment, boolean isNamed) throws IOException {
        Path file = Files.writeString(folder.resolve(".env"), "OPENAI_API_KEY=sk-1\n");
        return new EnvSource(file, isNamed, environment, Set.of(), PriceCatalogue.load()).text();
    }
}
