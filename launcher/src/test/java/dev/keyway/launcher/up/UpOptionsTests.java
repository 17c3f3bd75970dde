package dev.keyway.launcher.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.launcher.process.LaunchException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpOptionsTests {

    @Test
    void takesItsOwnAndThoseOfTheGateway() throws Exception {
        UpOptions options = UpOptions.read(List.of("--demo", "--enable-request-logging", "--logging.level.root=info"));

        assertThat(options.demo()).isTrue();
        assertThat(options.gatewayOnly()).isFalse();
        assertThat(options.ofGateway()).containsExactly("--enable-request-logging", "--logging.level.root=info");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--gatewayonly", "demo", "--demo=true", "--port=1"})
    void refusesOthers(String option) {
        assertThatThrownBy(() -> UpOptions.read(List.of(option)))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("unknown option '" + option + "'");
    }
}
