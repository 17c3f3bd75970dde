package dev.keyway.admin.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody points a gateway at what is not meant for it. */
class BaseUrlsTests {

    private final BaseUrls open = new BaseUrls(new UpstreamSettings(List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/v1",
                "https://127.9.9.9",
                "https://localhost:8443/v1",
                "https://10.1.2.3/v1",
                "https://172.16.0.1",
                "https://192.168.1.1",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.1.1",
                "https://0.0.0.0",
                "https://224.0.0.1",
                "https://255.255.255.255",
                "https://[::1]/v1",
                "https://[::]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:a9fe:a9fe]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://[2002:7f00:1::]/",
                "https://[fd00::1]/",
                "https://[fe80::1]/",
                "https://[ff02::1]/"
            })
    void privateAddressesAreRefusedInEveryForm(String url) {
        assertThatThrownBy(() -> open.require(url))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("KEYWAY_ALLOW_PRIVATE_UPSTREAMS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://2130706433/",
                "https://127.1/",
                "https://0177.0.0.1/",
                "https://0x7f000001/",
                "https://127.0.0.0x1/",
                "https://1.2.3.4./",
                "https://user:password@api.example.com/",
                "https://api.example.com/v1?x=1",
                "https://api.example.com/v1#x",
                "https:///v1",
                "https://",
                "ftp://api.example.com",
                "file:///etc/passwd",
                "api.example.com/v1",
                "https://api.example.com:0/",
                "https://api.example.com:70000/",
                "https://api.exa mple.com/",
                "https://api.example.com\\@127.0.0.1/"
            })
    void whatIsNoPlainAddressIsRefused(String url) {
        assertThatThrownBy(() -> open.require(url))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem ->
                                assertThat(problem.fields().getFirst().field()).isEqualTo("baseUrl"));
    }

    @Test
    void publicAddressesAreTakenWithHttpsOnly() {
        assertThat(open.require("https://8.8.8.8/v1/")).isEqualTo("https://8.8.8.8/v1");
        assertThat(open.require("https://[2001:4860:4860::8888]/v1")).isEqualTo("https://[2001:4860:4860::8888]/v1");
        assertThatThrownBy(() -> open.require("http://8.8.8.8/v1")).hasMessageContaining("https://");
    }

    @Test
    void aNetworkThatIsAllowedIsTakenWithoutHttpsToo() {
        BaseUrls inside = new BaseUrls(new UpstreamSettings(List.of("10.1.0.0/16", "fd00::/8")));
        assertThat(inside.require("http://10.1.2.3:8000/v1")).isEqualTo("http://10.1.2.3:8000/v1");
        assertThat(inside.require("http://[fd00::1]:8000")).isEqualTo("http://[fd00::1]:8000");
        assertThatThrownBy(() -> inside.require("http://10.2.0.1")).isInstanceOf(ProblemException.class);
    }

    @Test
    void anOriginIsTheSameHoweverItIsWritten() {
        assertThat(Origin.of("HTTPS://Api.Example.com/v1")).isEqualTo(Origin.of("https://api.example.com:443/v2"));
        assertThat(Origin.of("https://api.example.com:8443")).isNotEqualTo(Origin.of("https://api.example.com"));
        assertThat(Origin.of("http://10.0.0.1").text()).isEqualTo("http://10.0.0.1:80");
    }
}
