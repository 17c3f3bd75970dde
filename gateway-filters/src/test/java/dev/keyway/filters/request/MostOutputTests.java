package dev.keyway.filters.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.body.MemberIndex;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MostOutputTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"max_completion_tokens\":1,\"max_tokens\":64000} | 64000",
                "{\"max_tokens\":1,\"max_output_tokens\":9} | 9",
                "{\"max_tokens\":7} | 7",
                "{\"max_tokens\":null,\"max_completion_tokens\":5} | 5",
                "{\"max_tokens\":1.5,\"max_completion_tokens\":5} | 0",
                "{\"max_tokens\":\"9\"} | 0",
                "{} | 0"
            })
    void isTheLargestBoundThatAnyNameStates(String body, long most) {
        assertThat(OutputBound.most(MemberIndex.of(Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo(most);
    }
}
