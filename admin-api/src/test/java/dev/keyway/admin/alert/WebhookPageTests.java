package dev.keyway.admin.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WebhookPageTests {

    @Test
    void everyTypeIsOnThePageAndEachExampleIsOfItsType() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "webhooks.md"));
        assertThat(AlertEvent.values()).allSatisfy(event -> assertThat(page).contains("`" + event.text() + "`"));
        assertThat(WebhookPage.examples())
                .hasSize(16)
                .allSatisfy(
                        (type, body) -> assertThat(body.get("type").asString()).isEqualTo(type));
    }
}
