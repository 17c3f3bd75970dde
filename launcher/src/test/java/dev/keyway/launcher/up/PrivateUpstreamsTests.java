package dev.keyway.launcher.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivateUpstreamsTests {

    @Test
    void areTheAddressesOfBasesAndNoMore() {
        PrivateUpstreams upstreams = new PrivateUpstreams(List.of("10.1.0.0/16"))
                .add(List.of(
                        URI.create("http://127.0.0.1:9000/v1"),
                        URI.create("http://127.0.0.1:9001/v1"),
                        URI.create("https://[::1]/v1"),
                        URI.create("https://8.8.8.8/v1"),
                        URI.create("http://nowhere.invalid/v1")));

        assertThat(upstreams.text()).isEqualTo("0:0:0:0:0:0:0:1/128,10.1.0.0/16,127.0.0.1/32");
    }

    @Test
    void areNoneWithoutBases() {
        assertThat(new PrivateUpstreams(List.of()).text()).isEmpty();
    }
}
