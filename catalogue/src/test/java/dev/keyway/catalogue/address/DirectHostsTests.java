package dev.keyway.catalogue.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which hosts are reached without the company's proxy. */
class DirectHostsTests {

    private final DirectHosts hosts =
            new DirectHosts(List.of("near", ".corp", "Example.com", "10.0.*", "fd00::5", "[fd00::6]", "a(b"));

    @Test
    void anEntryIsAHostAndAllBelowIt() {
        assertThat(isDirect("near")).isTrue();
        assertThat(isDirect("llm.corp")).isTrue();
        assertThat(isDirect("corp")).isTrue();
        assertThat(isDirect("API.example.COM")).isTrue();
        assertThat(isDirect("10.0.7.1")).isTrue();
        assertThat(isDirect("a(b")).isTrue();
        assertThat(isDirect("[fd00::5]")).isTrue();
        assertThat(isDirect("fd00::6")).isTrue();
    }

    @Test
    void otherHostsGoThroughTheProxy() {
        assertThat(isDirect("example.com.evil.test")).isFalse();
        assertThat(isDirect("badexample.com")).isFalse();
        assertThat(isDirect("10x0.7.1")).isFalse();
    }

    @Test
    void thisMachineIsNeverReachedThroughTheProxy() {
        for (String host : List.of(
                "localhost",
                "localhost.",
                "api.localhost",
                "127.0.0.1",
                "127.8.9.10",
                "::1",
                "[::1]",
                "0:0:0:0:0:0:0:1")) {
            assertThat(isDirect(host)).as(host).isTrue();
        }
        for (String host :
                List.of("notlocalhost", "localhost.example.org", "127.example.org", "::2", "1::1", "10.1.0.1")) {
            assertThat(isDirect(host)).as(host).isFalse();
        }
    }

    private boolean isDirect(String host) {
        return hosts.test(InetSocketAddress.createUnresolved(host, 443));
    }
}
