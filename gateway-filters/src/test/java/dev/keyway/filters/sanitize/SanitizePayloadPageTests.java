package dev.keyway.filters.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.parameter.AnthropicParameters;
import dev.keyway.catalogue.parameter.CohereParameters;
import dev.keyway.catalogue.parameter.CompatibleParameters;
import dev.keyway.catalogue.parameter.DeepSeekParameters;
import dev.keyway.catalogue.parameter.GeminiParameters;
import dev.keyway.catalogue.parameter.GroqParameters;
import dev.keyway.catalogue.parameter.MistralParameters;
import dev.keyway.catalogue.parameter.OpenAiParameters;
import dev.keyway.catalogue.parameter.OpenModelParameters;
import dev.keyway.catalogue.parameter.XaiParameters;
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
                .row("OpenAI or Azure", OpenAiParameters.RULES, Operation.CHAT, "gpt-4.1")
                .row("OpenAI or Azure", OpenAiParameters.RULES, Operation.CHAT, "gpt-4o-search-preview")
                .row("OpenAI or Azure", OpenAiParameters.RULES, Operation.CHAT, "o3")
                .row("OpenAI or Azure", OpenAiParameters.RULES, Operation.CHAT, "gpt-5")
                .row("OpenAI or Azure", OpenAiParameters.RULES, Operation.CHAT, "gpt-5.1")
                .row("OpenAI or Azure", OpenAiParameters.RULES, Operation.COMPLETION, "gpt-3.5-turbo-instruct")
                .row("Anthropic", AnthropicParameters.RULES, Operation.CHAT, "claude-sonnet-4-6")
                .row("Anthropic", AnthropicParameters.RULES, Operation.CHAT, "claude-opus-5")
                .row("Anthropic", AnthropicParameters.RULES, Operation.MESSAGES, "claude-sonnet-4-6")
                .row("Anthropic", AnthropicParameters.RULES, Operation.MESSAGES, "claude-opus-5")
                .row("Gemini", GeminiParameters.RULES, Operation.CHAT, "gemini-3.5-flash")
                .row("Gemini", GeminiParameters.RULES, Operation.EMBEDDING, "gemini-embedding-001")
                .row("OpenAI or Azure", OpenAiParameters.RULES, Operation.EMBEDDING, "text-embedding-ada-002")
                .row("OpenAI or Azure", OpenAiParameters.RULES, Operation.RESPONSES, "gpt-4.1")
                .row("OpenAI or Azure", OpenAiParameters.RULES, Operation.RESPONSES, "gpt-5")
                .row("OpenAI or Azure", OpenAiParameters.RULES, Operation.RESPONSES, "gpt-5.1")
                .row("OpenAI or Azure", OpenAiParameters.RULES, Operation.IMAGE, "gpt-image-1")
                .row("Anthropic", AnthropicParameters.RULES, Operation.MESSAGE_TOKENS, "claude-opus-5")
                .row("Gemini", GeminiParameters.RULES, Operation.IMAGE, "imagen-4.0-generate-001")
                .row("OpenRouter or unknown", CompatibleParameters.WITH_STREAMED_USAGE, Operation.CHAT, "openai/gpt-5")
                .row(
                        "OpenRouter or unknown",
                        CompatibleParameters.WITH_STREAMED_USAGE,
                        Operation.CHAT,
                        "anthropic/claude-opus-5")
                .row(
                        "OpenRouter or unknown",
                        CompatibleParameters.WITH_STREAMED_USAGE,
                        Operation.CHAT,
                        "meta-llama/llama-4-maverick")
                .row(
                        "NVIDIA NIM, Together or vLLM",
                        OpenModelParameters.RULES,
                        Operation.CHAT,
                        "meta/llama-3.3-70b-instruct")
                .row("NVIDIA NIM", OpenModelParameters.NVIDIA_NIM, Operation.EMBEDDING, "nvidia/nv-embedqa-e5-v5")
                .row("Fireworks", OpenModelParameters.FIREWORKS, Operation.CHAT, "accounts/fireworks/models/kimi-k2p6")
                .row("Ollama", OpenModelParameters.OLLAMA, Operation.CHAT, "llama3.2")
                .row("Mistral", MistralParameters.RULES, Operation.CHAT, "mistral-large-2512")
                .row("Mistral", MistralParameters.RULES, Operation.EMBEDDING, "mistral-embed")
                .row("Mistral", MistralParameters.RULES, Operation.EMBEDDING, "codestral-embed")
                .row("Mistral", MistralParameters.RULES, Operation.MODERATION, "mistral-moderation-latest")
                .row("Groq", GroqParameters.RULES, Operation.CHAT, "llama-3.3-70b-versatile")
                .row("DeepSeek", DeepSeekParameters.RULES, Operation.CHAT, "deepseek-v4-pro")
                .row("DeepSeek", DeepSeekParameters.RULES, Operation.CHAT, "deepseek-reasoner")
                .row("Cohere", CohereParameters.RULES, Operation.CHAT, "command-a-03-2025")
                .row("Cohere", CohereParameters.RULES, Operation.EMBEDDING, "embed-v4.0")
                .row("xAI", XaiParameters.RULES, Operation.CHAT, "grok-4.7")
                .row("xAI", XaiParameters.RULES, Operation.CHAT, "grok-4.20")
                .row("xAI", XaiParameters.RULES, Operation.RESPONSES, "grok-4.20")
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
