package dev.keyway.catalogue.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is called through a proxy, and how it is named. */
class WebProxyTests {

    private final WebProxy proxy = proxy("http://ada:s%3Acret:x@proxy.example.com");

    @Test
    void isForEncryptedConnectionsToOtherHosts() {
        assertThat(proxy.isFor(URI.create("https://api.example.com/v1"))).isTrue();
        assertThat(proxy.isFor(URI.create("http://api.example.com/v1"))).isFalse();
        assertThat(proxy.isFor(URI.create("https://api.corp/v1"))).isFalse();
        assertThat(proxy.isFor(URI.create("https://127.0.0.1/v1"))).isFalse();
    }

    @Test
    void hasThePortOfProxiesUnlessItNamesOne() {
        assertThat(proxy.port()).isEqualTo(3128);
        assertThat(proxy("http://proxy.example.com:8080").port()).isEqualTo(8080);
    }

    @Test
    void hasAUserAndAPasswordThatAreNotPrinted() {
        assertThat(proxy.login().orElseThrow().getUserName()).isEqualTo("ada");
        assertThat(new String(proxy.login().orElseThrow().getPassword())).isEqualTo("s:cret:x");
        assertThat(proxy("http://proxy.example.com").login()).isEmpty();
        assertThat(proxy).hasToString("http://proxy.example.com:3128");
    }

    @Test
    void letsTheJdkSendItsPassword() {
        String setting = "jdk.http.auth.tunneling.disabledSchemes";
        String before = System.clearProperty(setting);
        try {
            HttpClient.Builder unused = proxy.apply(HttpClient.newBuilder());
            assertThat(System.getProperty(setting)).isEmpty();
        } finally {
            if (before != null) {
                System.setProperty(setting, before);
            }
        }
    }

    @Test
    void isReachedOverHttp() {
        for (String address : List.of(
                "https://proxy.example.com", "socks5://proxy.example.com", "proxy.example.com:3128", "http:///")) {
            assertThatThrownBy(() -> proxy(address)).as(address).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static WebProxy proxy(String address) {
        return new WebProxy(URI.create(address), new DirectHosts(List.of(".corp")));
    }
}
