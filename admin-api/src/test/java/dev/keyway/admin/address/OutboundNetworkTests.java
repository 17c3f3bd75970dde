package dev.keyway.admin.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.database.InvalidSettingException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

public class OutboundNetworkTests {

    /** Through a proxy, but for some hosts. */
    public static OutboundNetwork through(Trust trust, String proxy, String... direct) {
        return new OutboundNetwork(trust, new HttpsSettings(proxy), new DirectSettings(List.of(direct)));
    }

    @Test
    void theProxyIsThatOfTheSettings() {
        OutboundNetwork network = through(Trust.java(), "proxy.example.com:8080", " .corp", "");

        assertThat(network.proxy()).hasToString("Optional[http://proxy.example.com:8080]");
        assertThat(network.proxy().orElseThrow().isFor(URI.create("https://idp.example.com")))
                .isTrue();
        assertThat(network.proxy().orElseThrow().isFor(URI.create("https://idp.corp")))
                .isFalse();
        assertThat(through(Trust.java(), " ").proxy()).isEmpty();
    }

    @Test
    void aFaultNamesTheSettingAndNotThePassword() {
        for (String wrong : List.of("https://ada:s3cret@proxy", "ada:s3cret@proxy:x", "http://ada:s3cret@pro xy")) {
            assertThatThrownBy(() -> through(Trust.java(), wrong))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage("HTTPS_PROXY: must be http://host:port");
        }
        assertThatThrownBy(() ->
                        through(Trust.java(), "http://proxy", "a**********************************b*c*d*e*f*g*h*i"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("NO_PROXY: each entry ");
        assertThat(new HttpsSettings("http://ada:s3cret@proxy").toString()).doesNotContain("s3cret");
    }
}
