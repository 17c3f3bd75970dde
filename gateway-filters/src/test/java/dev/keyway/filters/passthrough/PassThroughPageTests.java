package dev.keyway.filters.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.passthrough.NativePaths;
import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.catalogue.provider.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PassThroughPageTests {

    @Test
    void thePageListsWhatIsPassedAsItIsDeclared() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "pass-through.md")).stream()
                .filter(line -> line.contains("| `POST ") || line.contains("| `GET "))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(new KnownProviders()
                        .all().stream().map(PassThroughPageTests::row).toList());
    }

    private static String row(Provider provider) {
        return "| " + provider.id() + " | "
                + NativePaths.of(provider).all().stream()
                        .map(path -> "`" + path + "`")
                        .collect(Collectors.joining(", "))
                + " |";
    }
}
