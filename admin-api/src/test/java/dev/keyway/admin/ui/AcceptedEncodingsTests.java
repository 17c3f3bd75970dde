package dev.keyway.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedEncodingsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br | br | true",
                "gzip, deflate | br | false",
                "BR;q=1.0 | br | true",
                "br;q=0 | br | false",
                "gzip, br; q=0.000 | br | false",
                "br;q=0.01 | br | true",
                "brotli | br | false",
                "'' | br | false",
                "* | br | false",
            })
    void areReadWithTheirWeights(String header, String coding, boolean isIncluded) {
        assertThat(AcceptedEncodings.include(header, coding)).isEqualTo(isIncluded);
    }
}
