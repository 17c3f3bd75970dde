package dev.keyway.filters.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.request.Resolved;
import dev.keyway.filters.request.TestLifecycle;
import dev.keyway.filters.request.TestRequest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request that is billed by other units than tokens is expected to cost, and can cost at most, at the list prices. */
class ExpectedUnitsTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String SPEECH = "{\"input\":\"0123456789\"}";
    private static final String RERANK = "{\"query\":\"q\",\"documents\":[\"a\",\"b\"]}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        IMAGE  | openai | gpt-image-1     | {"prompt":"a cat","n":2}               | 0.334
        SPEECH | openai | tts-1           | {"input":"0123456789"}                 | 0.00015
        SPEECH | openai | gpt-4o-mini-tts | {"input":"0123456789"}                 | 0.000166667
        RERANK | cohere | rerank-v3.5     | {"query":"q","documents":["a","b"]}    | 0.002
        """)
    void isPricedByWhatTheRequestTells(
            Operation operation, String provider, String model, String body, String dollars) {
        AttemptUsage expected = expected(operation, provider, model, body);

        assertThat(expected.estimated()).isTrue();
        assertThat(expected.cost())
                .isInstanceOfSatisfying(
                        Cost.Priced.class,
                        priced -> assertThat(priced.amount()).isEqualTo(NanoDollars.ofDollars(dollars)));
    }

    @Test
    void namesTheMeterThatHasNoPrice() {
        AttemptUsage expected = expected(Operation.SPEECH, "openai", "no-price", SPEECH);

        assertThat(expected.tokens()).isEqualTo(Usage.of(Map.of(Unit.CHARACTER, 10L)));
        assertThat(expected.cost()).isEqualTo(new Cost.Unpriced(NanoDollars.ZERO, Map.of(Meter.CHARACTER, 10L)));
    }

    @Test
    void isPricedByTokensIfTheUnitHasNoPrice() {
        assertThat(expected(Operation.IMAGE, "openai", "gpt-5", "{\"prompt\":\"a cat\",\"n\":3}")
                        .tokens())
                .isEqualTo(Usage.of(6, 3_000));
        assertThat(expected(Operation.SPEECH, "openai", "gpt-5", SPEECH).tokens())
                .isEqualTo(Usage.of(6, 1_000));
        assertThat(expected(Operation.RERANK, "cohere", "command-a-03-2025", RERANK)
                        .tokens()
                        .output())
                .isZero();
    }

    @Test
    void embeddingsHaveNoOutput() {
        AttemptUsage expected = expected(Operation.EMBEDDING, "openai", "text-embedding-3-small", SPEECH);

        assertThat(expected.tokens()).isEqualTo(Usage.of(6, 0));
        assertThat(expected.cost()).isInstanceOf(Cost.Priced.class);
    }

    @Test
    void aTranscriptIsPricedByTheTokensOfItsDuration() {
        Resolved request = new TestRequest().transcription("openai", "gpt-5", 80_000);
        try {
            AttemptUsage expected = ExpectedUsage.of(request, new AnswerSizes(), NOW);
            assertThat(expected.tokens()).isEqualTo(new Usage(0, 0, 0, 0, 1_000, 0, 10 * 32, 0, 0));
            assertThat(expected.cost()).isInstanceOf(Cost.Priced.class);
        } finally {
            TestLifecycle.end(request, Outcome.COMPLETED);
        }
    }

    @Test
    void isAtMostWhatTheRequestAsksForIfNoTokensAreBilled() {
        assertThat(most(Operation.SPEECH, "openai", "tts-1", SPEECH)).isEqualTo(150_000);
        assertThat(most(Operation.SPEECH, "openai", "gpt-4o-mini-tts", SPEECH)).isEqualTo(MostCost.UNBOUNDED);
        assertThat(most(Operation.IMAGE, "openai", "gpt-image-1", "{\"n\":1}")).isEqualTo(MostCost.UNBOUNDED);
        assertThat(most(Operation.SPEECH, "openai", "no-price", SPEECH)).isEqualTo(MostCost.UNBOUNDED);
        assertThat(most(Operation.RERANK, "cohere", "rerank-v3.5", RERANK)).isEqualTo(MostCost.UNBOUNDED);
    }

    private static AttemptUsage expected(Operation operation, String provider, String model, String body) {
        Resolved request = new TestRequest().resolved(operation, provider, model, body);
        try {
            return ExpectedUsage.of(request, new AnswerSizes(), NOW);
        } finally {
            TestLifecycle.end(request, Outcome.COMPLETED);
        }
    }

    private static long most(Operation operation, String provider, String model, String body) {
        Resolved request = new TestRequest().resolved(operation, provider, model, body);
        try {
            return MostCost.of(request, request.first(), NOW);
        } finally {
            TestLifecycle.end(request, Outcome.COMPLETED);
        }
    }
}
