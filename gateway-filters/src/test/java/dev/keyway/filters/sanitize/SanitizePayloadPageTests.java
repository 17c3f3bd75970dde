package dev.keyway.filters.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.parameter.AnthropicParameters;
import dev.keyway.catalogue.parameter.GeminiParameters;
import dev.keyway.catalogue.parameter.OpenAiParameters;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.sanitize.Requests.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SanitizePayloadPageTests {

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "filters", "sanitize-payload.md"));
    }

    @Test
    void showsTheRulesAsTheyAre() throws IOException {
        String table = new RulesTable()
                .row("OpenAI", OpenAiParameters.RULES, Operation.CHAT, "gpt-4.1")
                .row("OpenAI", OpenAiParameters.RULES, Operation.CHAT, "gpt-4o-search-preview")
                .row("OpenAI", OpenAiParameters.RULES, Operation.CHAT, "o3")
                .row("OpenAI", OpenAiParameters.RULES, Operation.CHAT, "gpt-5")
                .row("OpenAI", OpenAiParameters.RULES, Operation.CHAT, "gpt-5.1")
                .row("OpenAI", OpenAiParameters.RULES, Operation.COMPLETION, "gpt-3.5-turbo-instruct")
                .row("Anthropic", AnthropicParameters.RULES, Operation.CHAT, "claude-sonnet-4-6")
                .row("Anthropic", AnthropicParameters.RULES, Operation.CHAT, "claude-opus-5")
                .row("Anthropic", AnthropicParameters.RULES, Operation.MESSAGES, "claude-sonnet-4-6")
                .row("Anthropic", AnthropicParameters.RULES, Operation.MESSAGES, "claude-opus-5")
                .row("Gemini", GeminiParameters.RULES, Operation.CHAT, "gemini-3.5-flash")
                .row("Gemini", GeminiParameters.RULES, Operation.EMBEDDING, "gemini-embedding-001")
                .toString();

        assertThat(page()).contains("<!-- rules -->\n" + table + "<!-- /rules -->");
    }

    @Test
    void showsAnEffectThatIsTrue() throws IOException {
        Matcher examples = Pattern.compile("```json\n(.*)\n```").matcher(page());
        assertThat(examples.find()).isTrue();
        String request = examples.group(1);
        assertThat(examples.find()).isTrue();

        Outcome outcome = Requests.sanitized(GeminiParameters.RULES, Operation.CHAT, "gemini-3.5-flash", request);

        assertThat(outcome).isEqualTo(new Outcome(examples.group(1), List.of("thinking"), false));
    }
}
