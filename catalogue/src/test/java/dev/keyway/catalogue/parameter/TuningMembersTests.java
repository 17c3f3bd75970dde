package dev.keyway.catalogue.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuningMembersTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            seed, seed
            reasoning.effort, reasoning.effort
            stream_options.include_usage, stream_options.include_usage
            reasoning.mine, reasoning.*
            stream_options.x.y, stream_options.*
            generationConfig.thinkingConfig.mine, generationConfig.*
            """)
    void callersCannotChooseALabel(String path, String label) {
        assertThat(TuningMembers.tunes(path)).isTrue();
        assertThat(TuningMembers.label(path)).isEqualTo(label);
        assertThat(TuningMembers.isKnown(path)).isEqualTo(path.equals(label));
    }
}
