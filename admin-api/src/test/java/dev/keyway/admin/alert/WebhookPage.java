package dev.keyway.admin.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples of docs/webhooks.md. */
public final class WebhookPage {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern EXAMPLE =
            Pattern.compile("### `(\\w+)`\n[^`]*?(?:`[^`\n]*`[^`]*?)*```json\n(.*?)```", Pattern.DOTALL);

    private WebhookPage() {}

    /** That the page's example of the body's type has the members of the body, and no others. */
    public static void requireLike(String body) {
        JsonNode sent = JSON.readTree(body);
        JsonNode shown = Objects.requireNonNull(
                examples().get(sent.get("type").asString()), () -> "the page has no example of " + body);
        assertThat(shown.propertyNames()).containsExactlyElementsOf(sent.propertyNames());
        assertThat(shown.get("details").propertyNames())
                .containsExactlyInAnyOrderElementsOf(sent.get("details").propertyNames());
    }

    static Map<String, JsonNode> examples() {
        try {
            return EXAMPLE.matcher(Files.readString(Path.of("..", "docs", "webhooks.md")))
                    .results()
                    .collect(Collectors.toMap(found -> found.group(1), found -> JSON.readTree(found.group(2))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
