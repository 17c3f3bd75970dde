package dev.keyway.filters.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The one list of endpoints, and the page that shows it. */
class EndpointsTests {

    private static final Pattern ENDPOINT = Pattern.compile("`(?:GET |POST )?(/v1/[^`{]+[^`{/])`");

    @Test
    void theReadmeListsTheEndpoints() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("..", "README.md"))) {
            if (line.startsWith("| `GET /v1") || line.startsWith("| `POST /v1")) {
                Matcher endpoint = ENDPOINT.matcher(line);
                while (endpoint.find()) {
                    shown.add(endpoint.group(1));
                }
            }
        }

        assertThat(shown).containsExactlyInAnyOrderElementsOf(Endpoints.all());
    }

    @Test
    void findsAnOperationByItsPathOrTheEndOfAnother() {
        assertThat(Endpoints.operation("/v1/messages/count_tokens")).isEqualTo(Operation.MESSAGE_TOKENS);
        assertThat(Endpoints.operation("/v1/models")).isNull();
        assertThat(Endpoints.operationAtEndOf("/team/chat/completions")).contains(Operation.CHAT);
        assertThat(Endpoints.operationAtEndOf("/team/completions")).contains(Operation.COMPLETION);
        assertThat(Endpoints.operationAtEndOf("/team")).isEmpty();
    }

    @Test
    void knowsWhereProvidersStoreThings() {
        assertThat(Endpoints.isStoredUpstream("/v1/files")).isTrue();
        assertThat(Endpoints.isStoredUpstream("/v1/responses/resp_1")).isTrue();
        assertThat(Endpoints.isStoredUpstream("/v1/filesystem")).isFalse();
    }
}
