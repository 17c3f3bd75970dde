package dev.keyway.admin.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a provider's keys are bound to. */
class OriginTests {

    @Test
    void anOriginIsTheSameHoweverItIsWritten() {
        assertThat(Origin.of("HTTPS://Api.Example.com/v1")).isEqualTo(Origin.of("https://api.example.com:443/v2"));
        assertThat(Origin.of("https://api.example.com:8443")).isNotEqualTo(Origin.of("https://api.example.com"));
        assertThat(Origin.of("http://10.0.0.1").text()).isEqualTo("http://10.0.0.1:80");
    }
}
