package dev.keyway.catalogue.quota;

import java.util.List;
import java.util.Map;

/**
 * The limits that each provider tells of on its answers. The sources are the providers' pages on rate limits.
 *
 * <p>A provider that is not named here is taken to speak as OpenAI does, if it says anything.
 */
public final class QuotaHeaders {

    /** {@code x-ratelimit-…-requests} and {@code …-tokens}, as OpenAI, Azure, Groq and xAI send them. */
    private static final List<QuotaHeader> OPENAI =
            List.of(openAi(QuotaUnit.REQUESTS, "requests"), openAi(QuotaUnit.TOKENS, "tokens"));

    /** Tokens are rounded to the nearest thousand; {@code max_tokens} does not count against them. */
    private static final List<QuotaHeader> ANTHROPIC = List.of(
            anthropic(QuotaUnit.REQUESTS, "requests", 1),
            anthropic(QuotaUnit.INPUT_TOKENS, "tokens", 1000),
            anthropic(QuotaUnit.INPUT_TOKENS, "input-tokens", 1000),
            anthropic(QuotaUnit.OUTPUT_TOKENS, "output-tokens", 1000));

    private static final List<QuotaHeader> MISTRAL =
            List.of(mistral(QuotaUnit.REQUESTS, "req-minute"), mistral(QuotaUnit.TOKENS, "tokens-minute"));

    private static final List<QuotaHeader> FIREWORKS = List.of(
            openAi(QuotaUnit.REQUESTS, "requests"),
            openAi(QuotaUnit.INPUT_TOKENS, "tokens-prompt"),
            openAi(QuotaUnit.OUTPUT_TOKENS, "tokens-generated"));

    /** Limits of a second. */
    private static final List<QuotaHeader> TOGETHER =
            List.of(window(QuotaUnit.REQUESTS, "x-ratelimit"), window(QuotaUnit.TOKENS, "x-tokenlimit"));

    private static final List<QuotaHeader> OPENROUTER = List.of(window(QuotaUnit.REQUESTS, "x-ratelimit"));

    private static final Map<String, List<QuotaHeader>> BY_PROVIDER = Map.of(
            "anthropic", ANTHROPIC,
            "gemini", List.of(),
            "mistral", MISTRAL,
            "fireworks", FIREWORKS,
            "together", TOGETHER,
            "openrouter", OPENROUTER);

    private QuotaHeaders() {}

    /** The limits that a provider with this id tells of. */
    public static List<QuotaHeader> of(String providerId) {
        return BY_PROVIDER.getOrDefault(providerId, OPENAI);
    }

    private static QuotaHeader openAi(QuotaUnit unit, String what) {
        return new QuotaHeader(
                unit,
                "x-ratelimit-limit-" + what,
                "x-ratelimit-remaining-" + what,
                "x-ratelimit-reset-" + what,
                Refill.STEADY,
                1);
    }

    private static QuotaHeader anthropic(QuotaUnit unit, String what, int grain) {
        String prefix = "anthropic-ratelimit-" + what;
        return new QuotaHeader(unit, prefix + "-limit", prefix + "-remaining", prefix + "-reset", Refill.STEADY, grain);
    }

    private static QuotaHeader mistral(QuotaUnit unit, String what) {
        return new QuotaHeader(
                unit, "x-ratelimit-limit-" + what, "x-ratelimit-remaining-" + what, "", Refill.EACH_MINUTE, 1);
    }

    private static QuotaHeader window(QuotaUnit unit, String prefix) {
        return new QuotaHeader(unit, prefix + "-limit", prefix + "-remaining", prefix + "-reset", Refill.AT_RESET, 1);
    }
}
