package dev.keyway.helm.chart;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each value set renders is on record, so that a change of the chart shows what it changes. */
class GoldenTests {

    @ParameterizedTest
    @MethodSource("valueSets")
    void rendersWhatIsOnRecord(String valueSet) {
        Written.check(
                Path.of("src/test/resources/golden", valueSet + ".yaml"),
                Chart.render(valueSet).text());
    }

    static Stream<String> valueSets() {
        return Chart.valueSets().stream();
    }
}
