package dev.keyway.filters.sanitize;

import static dev.keyway.filters.sanitize.Requests.sanitized;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keyway.catalogue.parameter.AnthropicParameters;
import dev.keyway.catalogue.parameter.GeminiParameters;
import dev.keyway.catalogue.parameter.OpenAiParameters;
import dev.keyway.catalogue.parameter.ParameterRules;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.sanitize.Requests.Outcome;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes forbidden parameters in every way JSON allows, several at once: none may reach the provider. */
class SanitizerBypassTests {

    private static final int REQUESTS = 3_000;
    private static final int SEED = 7;
    private static final List<String> NAMES = List.of(
            "model",
            "temperature",
            "top_p",
            "top_k",
            "thinking",
            "max_tokens",
            "logit_bias",
            "stream",
            "stream_options",
            "n",
            "reasoning_effort",
            "messages",
            "extra_body",
            "frequency_penalty",
            "unknown");
    private static final List<String> VALUES = List.of(
            "1",
            "0.5",
            "9",
            "true",
            "false",
            "null",
            "\"none\"",
            "\"n\\u006fne\"",
            "{\"type\":\"enabled\"}",
            "{\"t\\u0079pe\":\"enabled\",\"type\":\"disabled\"}",
            "{\"google\":{\"thinking_config\":1}}",
            "[{\"role\":\"developer\",\"name\":\"x\",\"n\\u0061me\":\"y\",\"r\\u006fle\":\"developer\"}]");

    private record Provider(ParameterRules rules, Operation operation, String model, Set<String> never) {}

    private static final List<Provider> PROVIDERS = List.of(
            new Provider(
                    GeminiParameters.RULES,
                    Operation.CHAT,
                    "gemini-3.5-flash",
                    Set.of("thinking", "top_k", "logit_bias", "frequency_penalty", "unknown", "messages[].name")),
            new Provider(
                    OpenAiParameters.RULES,
                    Operation.CHAT,
                    "o3",
                    Set.of(
                            "thinking",
                            "top_k",
                            "logit_bias",
                            "frequency_penalty",
                            "temperature",
                            "top_p",
                            "max_tokens")),
            new Provider(
                    OpenAiParameters.RULES, Operation.CHAT, "gpt-4.1", Set.of("thinking", "top_k", "reasoning_effort")),
            new Provider(
                    AnthropicParameters.RULES,
                    Operation.MESSAGES,
                    "claude-opus-4-8",
                    Set.of("n", "logit_bias", "temperature", "top_p", "top_k", "reasoning_effort")),
            new Provider(
                    AnthropicParameters.RULES,
                    Operation.CHAT,
                    "claude-sonnet-4-5",
                    Set.of("logit_bias", "frequency_penalty", "reasoning_effort", "messages[].name")));

    private final JsonMapper jackson = new JsonMapper();

    @Test
    void letsNoParameterThroughUnderAnotherSpelling() {
        for (int i = 0; i < REQUESTS; i++) {
            SplittableRandom random = new SplittableRandom(SEED + (long) i);
            Provider provider = PROVIDERS.get(random.nextInt(PROVIDERS.size()));
            String request = request(random);

            Outcome outcome = sanitized(provider.rules(), provider.operation(), provider.model(), request);

            check(provider, outcome, "seed %d + %d: %s -> %s".formatted(SEED, i, request, outcome.text()));
        }
    }

    private void check(Provider provider, Outcome outcome, String described) {
        JsonNode sent = jackson.readTree(outcome.text());
        for (String name : provider.never()) {
            boolean there = name.equals("messages[].name")
                    ? sent.path("messages").path(0).has("name")
                    : sent.has(name);
            if (there) {
                throw new AssertionError(name + " came through, " + described);
            }
        }
        if (sent.has("model") && !sent.get("model").stringValue().equals(provider.model())) {
            throw new AssertionError("another model came through, " + described);
        }
        boolean both = sent.hasNonNull("temperature") && sent.hasNonNull("top_p");
        if (both && provider.rules().equals(AnthropicParameters.RULES)) {
            throw new AssertionError("temperature and top_p came through, " + described);
        }
        once(outcome, Set.of("model", "stream"), described);
        if (provider.rules().equals(GeminiParameters.RULES)) {
            once(outcome, Set.of("temperature", "messages", "extra_body", "stream_options"), described);
        }
    }

    /** What a rule has looked at stands there once, so that no parser can take another. */
    private static void once(Outcome outcome, Set<String> names, String described) {
        List<String> sent = MemberIndex.of(Unpooled.copiedBuffer(outcome.text(), UTF_8)).members().stream()
                .map(Member::name)
                .filter(names::contains)
                .toList();
        if (sent.size() != Set.copyOf(sent).size()) {
            throw new AssertionError("a parameter came through twice, " + described);
        }
    }

    private static String request(SplittableRandom random) {
        StringBuilder request = new StringBuilder("{");
        for (int members = random.nextInt(12), i = 0; i < members; i++) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            request.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(spelt(name, random))
                    .append("\":");
            request.append(VALUES.get(random.nextInt(VALUES.size())));
        }
        return request.append('}').toString();
    }

    private static String spelt(String name, SplittableRandom random) {
        if (random.nextBoolean()) {
            return name;
        }
        int at = random.nextInt(name.length());
        return name.substring(0, at) + "\\u%04x".formatted((int) name.charAt(at)) + name.substring(at + 1);
    }
}
