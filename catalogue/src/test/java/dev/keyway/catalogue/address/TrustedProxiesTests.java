package dev.keyway.catalogue.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustedProxiesTests {

    private final TrustedProxies proxies = new TrustedProxies(List.of(Cidr.of("10.0.0.0/8")));

    @Test
    void readsTheHeaderOfTrustedProxiesOnly() throws UnknownHostException {
        assertThat(client("10.0.0.1", "203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(client("10.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.2")).isEqualTo("203.0.113.9");
        assertThat(client("192.0.2.1", "203.0.113.9")).isEqualTo("192.0.2.1");
        assertThat(TrustedProxies.NONE.clientOf(address("10.0.0.1"), List.of("203.0.113.9")))
                .isEqualTo(address("10.0.0.1"));
    }

    @Test
    void readsSeveralLinesAsOne() throws UnknownHostException {
        assertThat(proxies.clientOf(address("10.0.0.1"), List.of("198.51.100.1, 203.0.113.9", "10.0.0.2")))
                .isEqualTo(address("203.0.113.9"));
    }

    @Test
    void takesTheProxyForTheClientIfItNamesNone() throws UnknownHostException {
        assertThat(client("10.0.0.1", "unknown")).isEqualTo("10.0.0.1");
        assertThat(client("10.0.0.1", "203.0.113.9, unknown, 10.0.0.3")).isEqualTo("10.0.0.3");
        assertThat(client("10.0.0.1", "10.0.0.9")).isEqualTo("10.0.0.9");
    }

    @Test
    void readsAddressesWithPorts() throws UnknownHostException {
        assertThat(client("::ffff:10.0.0.1", "[2001:db8::7]:443")).isEqualTo("2001:db8:0:0:0:0:0:7");
        assertThat(client("10.0.0.1", "203.0.113.9:4711")).isEqualTo("203.0.113.9");
    }

    private String client(String peer, String header) throws UnknownHostException {
        return proxies.clientOf(address(peer), List.of(header)).getHostAddress();
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }
}
