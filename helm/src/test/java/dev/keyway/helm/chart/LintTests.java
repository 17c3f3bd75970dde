package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.LintResult;
import org.junit.jupiter.api.Test;

class LintTests {

    @Test
    void theChartHasNoFaults() {
        LintResult result = Chart.lint();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }
}
