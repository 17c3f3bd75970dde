package dev.keyway.admin.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A list of models within another. */
class ModelPatternTests {

    @Test
    void aPatternCoversWhatItMatchesAndNarrowerPatterns() {
        assertThat(ModelPattern.covers("*", "anything/at-all*")).isTrue();
        assertThat(ModelPattern.covers("gpt-*", "gpt-4o")).isTrue();
        assertThat(ModelPattern.covers("gpt-*", "gpt-4*")).isTrue();
        assertThat(ModelPattern.covers("gpt-4o", "gpt-4o")).isTrue();
        assertThat(ModelPattern.covers("gpt-4*", "gpt-*")).isFalse();
        assertThat(ModelPattern.covers("gpt-4o", "gpt-*")).isFalse();
        assertThat(ModelPattern.covers("gpt.4o", "gpt-4o")).isFalse();
        assertThat(ModelPattern.covers("o*/mini", "openai/mini")).isTrue();
        assertThat(ModelPattern.covers("", "x")).isFalse();
    }
}
