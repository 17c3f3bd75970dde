package dev.keyway.catalogue.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.Usage;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The price list that comes along, by amounts worked out by hand from the providers' own pages. */
class PriceListTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final PriceCatalogue catalogue = PriceCatalogue.load();

    @ParameterizedTest
    @CsvSource({
        // provider, model, fresh, cache read, write 5m, write 1h, output, dollars
        "openai, gpt-4o, 1000, 0, 0, 0, 500, 0.0075",
        "openai, gpt-4o, 1000, 2000, 0, 0, 500, 0.01",
        "openai, gpt-4o-mini, 1000, 0, 0, 0, 1000, 0.00075",
        "openai, gpt-5-nano, 1, 1, 0, 0, 1, 0.000000455",
        "openai, gpt-6-sol, 0, 0, 1000, 0, 0, 0.0025",
        "openai, text-embedding-3-small, 8, 0, 0, 0, 0, 0.00000016",
        "openai, text-embedding-3-large, 1000000, 0, 0, 0, 0, 0.13",
        "azure, gpt-4.1, 1000, 0, 0, 0, 500, 0.006",
        "anthropic, claude-opus-5-5, 100, 1000, 10000, 1000, 500, 0.0686",
        "anthropic, claude-haiku-4-5, 1000, 10000, 2000, 0, 1000, 0.0095",
        "anthropic, claude-fable-5-1, 0, 1000000, 0, 0, 0, 0.25",
        "gemini, gemini-2.5-flash, 1000, 1000, 0, 0, 100, 0.00058",
        "gemini, gemini-embedding-001, 2000, 0, 0, 0, 0, 0.0003",
        "xai, grok-4.7, 1000, 1000, 0, 0, 1000, 0.0085",
        "deepseek, deepseek-flash, 1000000, 1000000, 0, 0, 1000000, 1.506",
        "mistral, mistral-small-2603, 1000000, 0, 0, 0, 1000000, 0.75",
        "groq, openai/gpt-oss-20b, 1000000, 1000000, 0, 0, 1000000, 0.4125",
        "cohere, embed-v4.0, 1000000, 0, 0, 0, 0, 0.12",
        "together, moonshotai/Kimi-K2.6, 1000000, 0, 0, 0, 1000000, 5.7",
        "fireworks, accounts/fireworks/models/glm-5p2, 0, 1000000, 0, 0, 0, 0.26",
        "bedrock, amazon.nova-micro-v1:0, 1000000, 1000000, 0, 0, 0, 0.04375",
        "nvidia_nim, meta/llama-3.1-405b-instruct, 1000, 0, 0, 0, 1000, 0",
    })
    void costsWhatTheProvidersPageSays(
            String provider,
            String model,
            long fresh,
            long read,
            long write5m,
            long write1h,
            long out,
            String dollars) {
        Usage usage = new Usage(fresh, read, write5m, write1h, out, 0, 0, 0, 0);

        assertThat(cost(provider, model, usage)).hasToString(dollars);
    }

    @ParameterizedTest
    @CsvSource({
        // provider, model, the largest prompt of the first tier, a million tokens of output there and beyond, in
        // dollars
        "openai, gpt-5.4, 272000, 15, 22.5",
        "openai, gpt-6.1-sol, 272000, 10, 15",
        "anthropic, claude-haiku-5-5, 100000, 0.5, 2.5",
        "anthropic, claude-sonnet-4-5, 200000, 15, 22.5",
        "gemini, gemini-2.5-pro, 200000, 10, 15",
        "gemini, gemini-3.1-pro-preview, 200000, 12, 18",
        "xai, grok-4.7, 199999, 6, 12",
        "xai, grok-4.3, 200000, 2.5, 5",
    })
    void aLongPromptRepricesTheWholeRequest(
            String provider, String model, long lastOfFirstTier, String first, String second) {
        ModelPrices prices = catalogue.prices(provider, model).orElseThrow();

        assertThat(prices.perMillion(Meter.OUTPUT, lastOfFirstTier, NOW)).contains(NanoDollars.ofDollars(first));
        assertThat(prices.perMillion(Meter.OUTPUT, lastOfFirstTier + 1, NOW)).contains(NanoDollars.ofDollars(second));
        // Cached tokens belong to the prompt.
        Usage mostlyCached = new Usage(1, lastOfFirstTier, 0, 0, 1_000_000, 0, 0, 0, 0);
        assertThat(cost(provider, model, mostlyCached)).isGreaterThan(NanoDollars.ofDollars(second));
    }

    @Test
    void audioAndSearchesHaveTheirPrices() {
        assertThat(cost("gemini", "gemini-2.5-flash", new Usage(0, 0, 0, 0, 0, 0, 1_000_000, 0, 0)))
                .hasToString("1");
        assertThat(cost("anthropic", "claude-opus-5-5", new Usage(0, 0, 0, 0, 0, 0, 0, 0, 3)))
                .hasToString("0.03");
    }

    /** A minute, a thousand characters, a reranking, an image. */
    @ParameterizedTest
    @CsvSource({
        "openai, whisper-1, SECOND, 60, 0.006",
        "openai, gpt-4o-transcribe, SECOND, 60, 0.006",
        "openai, gpt-4o-mini-transcribe, SECOND, 60, 0.003",
        "openai, tts-1, CHARACTER, 1000, 0.015",
        "openai, tts-1-hd, CHARACTER, 1000, 0.03",
        "openai, gpt-4o-mini-tts, CHARACTER, 900, 0.015",
        "openai, gpt-image-1, IMAGE, 1, 0.167",
        "groq, whisper-large-v3, SECOND, 3600, 0.111",
        "groq, whisper-large-v3-turbo, SECOND, 3600, 0.04",
        "cohere, rerank-v3.5, SEARCH_UNIT, 1, 0.002",
    })
    void otherUnitsHaveTheirPrices(String provider, String model, Unit unit, long count, String dollars) {
        assertThat(cost(provider, model, Usage.of(Map.of(unit, count)))).hasToString(dollars);
    }

    @Test
    void aPriceHoldsFromItsDayOn() {
        Usage million = Usage.of(100_000, 0);

        assertThat(catalogue.cost("openai", "gpt-5.6-terra", million, Instant.parse("2026-07-29T23:59:59.999Z")))
                .isInstanceOf(Cost.Unpriced.class);
        assertThat(catalogue.cost("openai", "gpt-5.6-terra", million, Instant.parse("2026-07-30T00:00:00Z")))
                .isEqualTo(priced("0.2"));
        assertThat(catalogue.cost("gemini", "gemini-3.8-flash", million, Instant.parse("2026-12-31T23:59:59Z")))
                .isEqualTo(priced("0.075"));
        assertThat(catalogue.cost("gemini", "gemini-3.8-flash", million, Instant.parse("2027-01-01T00:00:00Z")))
                .isEqualTo(priced("0.15"));
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4o-2024-08-06, gpt-4o",
        "openai, GPT-4o-2024-08-06, gpt-4o",
        "openai, gpt-4o-mini-2024-07-18, gpt-4o-mini",
        "openai, gpt-5-2025-08-07, gpt-5",
        "openai, gpt-5-mini-2025-08-07, gpt-5-mini",
        "anthropic, claude-sonnet-4-5-20250929, claude-sonnet-4-5",
        "anthropic, claude-sonnet-4-5@20250929, claude-sonnet-4-5",
        "gemini, models/gemini-2.5-pro, gemini-2.5-pro",
        "gemini, gemini-2.5-flash-001, gemini-2.5-flash",
    })
    void aDatedSnapshotCostsWhatItsFamilyDoes(String provider, String snapshot, String family) {
        assertThat(catalogue.prices(provider, snapshot)).isPresent().isEqualTo(catalogue.prices(provider, family));
        assertThat(catalogue.facts(provider, snapshot)).isPresent().isEqualTo(catalogue.facts(provider, family));
    }

    @Test
    void aSnapshotWithARowOfItsOwnCostsWhatThatSays() {
        assertThat(cost("openai", "gpt-4o-2024-05-13", Usage.of(1_000_000, 0))).hasToString("5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-4o-realtime",
                "gpt-4o-audio-preview-2024-12-17",
                "gpt-4o2024-08-06",
                "gpt-4o-2024-08-06-x",
                "gpt-4o-20",
                "gpt-4o-1",
                "gpt-4",
                "gpt-5-pro",
                "gpt-5.6",
                "ft:gpt-4o:acme::1",
                "",
                "-2024-08-06",
                "*",
            })
    void anotherFamilyIsUnpriced(String model) {
        assertThat(catalogue.cost("openai", model, Usage.of(1, 1), NOW)).isInstanceOf(Cost.Unpriced.class);
    }

    @Test
    void anotherVersionIsNoSnapshot() {
        assertThat(catalogue.prices("anthropic", "claude-opus-5-6")).isEmpty();
        assertThat(catalogue.prices("anthropic", "claude-opus-5-06")).isEmpty();
    }

    @Test
    void aProviderWithoutPricesIsNotFree() {
        assertThat(catalogue.cost("my_vllm", "llama", Usage.of(1, 1), NOW)).isInstanceOf(Cost.Unpriced.class);
    }

    @Test
    void knowsWhatAModelHolds() {
        assertThat(catalogue.facts("openai", "gpt-4o")).contains(new ModelFacts(128_000, 16_384));
        assertThat(catalogue.facts("anthropic", "claude-haiku-5-5")).contains(new ModelFacts(1_000_000, 128_000));
        assertThat(catalogue.facts("openai", "gpt-6-luna").orElseThrow().contextWindow())
                .isEmpty();
        assertThat(catalogue.facts("groq", "qwen/qwen3-32b").orElseThrow().maxOutput())
                .isEmpty();
    }

    private NanoDollars cost(String provider, String model, Usage usage) {
        return ((Cost.Priced) catalogue.cost(provider, model, usage, NOW)).amount();
    }

    private Cost priced(String dollars) {
        return new Cost.Priced(NanoDollars.ofDollars(dollars), catalogue.version());
    }
}
