package dev.keyway.filters.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.Endpoint;
import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.catalogue.provider.Provider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProvidersPageTests {

    private static final String ANYWHERE = "http://0.0.0.0";

    @Test
    void showsWhatIsDeclared() throws IOException {
        KnownProviders known = new KnownProviders();
        StringBuilder table = new StringBuilder("| id | address | key | operations below `/v1` |\n|---|---|---|---|\n");
        for (Provider provider : known.all()) {
            table.append(row(provider, "`" + provider.baseUrl() + "`"));
        }
        for (String id : known.needingAddress()) {
            table.append(row(
                    known.declare(id, URI.create(ANYWHERE), null), "`" + id.toUpperCase(Locale.ROOT) + "_API_BASE`"));
        }

        assertThat(Files.readString(Path.of("..", "docs", "providers.md")))
                .contains("<!-- providers -->\n" + table + "<!-- /providers -->");
    }

    private static String row(Provider provider, String address) {
        String operations = Arrays.stream(Operation.values())
                .filter(operation -> provider.endpoint(operation).isPresent())
                .map(operation -> described(provider, operation))
                .collect(Collectors.joining(", "));
        return "| `%s` | %s | `%s` | %s |\n"
                .formatted(provider.id(), address, provider.auth().header(), operations);
    }

    /** The path below {@code /v1}, and where else it is asked if it is not asked there. */
    private static String described(Provider provider, Operation operation) {
        Endpoint endpoint = provider.endpoint(operation).orElseThrow();
        String url = provider.url(endpoint, "m");
        return url.equals(provider.baseUrl() + operation.path())
                ? "`" + operation.path() + "`"
                : "`%s` (at `%s`)".formatted(operation.path(), url.replace(ANYWHERE, ""));
    }
}
