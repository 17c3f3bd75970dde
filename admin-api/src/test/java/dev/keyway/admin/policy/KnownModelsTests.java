package dev.keyway.admin.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.problem.Warning;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownModelsTests {

    private final KnownModels known = known(true);

    @ParameterizedTest
    @ValueSource(strings = {"*", "gpt-4o", "openai/gpt-4o", "openai/*", "*/gpt*", "gpt-*", "fast", "*st"})
    void whatMatchesAModelOrAnAliasIsNotDoubted(String pattern) {
        assertThat(known.unmatched("m", List.of(pattern))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4oo, 'gpt-4o'",
        "openai/gpt-4oo, 'openai/gpt-4o'",
        "opnaei/*, 'openai/*'",
        "fsat, 'fast'",
        "vllm/*, ''",
        "gpt-5*, ''",
        "local/llama, ''",
    })
    void whatMatchesNothingIsDoubtedWithWhatWasProbablyMeant(String pattern, String meant) {
        List<Warning> doubts = known.unmatched("m", List.of("*", pattern));
        assertThat(doubts).hasSize(1);
        assertThat(doubts.getFirst().field()).isEqualTo("m[1]");
        assertThat(doubts.getFirst().code()).isEqualTo("model_unknown");
        assertThat(doubts.getFirst().message())
                .contains("'" + pattern + "'")
                .endsWith(meant.isEmpty() ? " alias." : "; did you mean '%s'?".formatted(meant));
        assertThat(known(false).unmatched("m", List.of(pattern)).getFirst().message())
                .endsWith(" alias.");
    }

    @Test
    void onlyTheFirstUnknownNamesAreComparedWithThoseThatAreKnown() {
        for (int i = 0; i < 20; i++) {
            assertThat(known.unmatched("m", List.of("fsat")).getFirst().message())
                    .endsWith("did you mean 'fast'?");
        }
        assertThat(known.unmatched("m", List.of("fsat")).getFirst().message()).endsWith("alias.");
    }

    @Test
    void aPatternThatIsStoredFromBeforeItsBoundIsLeftAlone() {
        assertThat(known.unmatched("m", List.of("*a".repeat(17)))).isEmpty();
    }

    @Test
    void anAliasHidesAModelInWhicheverCaseItIsWritten() {
        assertThat(known.hidden("GPT-4o").orElseThrow().message()).contains("'openai/GPT-4o'");
        assertThat(known.hidden("fast")).isEmpty();
    }

    private static KnownModels known(boolean hints) {
        return new KnownModels(Map.of("openai", Set.of("gpt-4o", "o3"), "local", Set.of()), List.of("fast"), hints);
    }
}
