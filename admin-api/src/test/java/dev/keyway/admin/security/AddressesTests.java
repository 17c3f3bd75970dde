package dev.keyway.admin.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trusted proxy may say of where a call comes from. */
class AddressesTests {

    @Test
    void anAddressIsReadWithoutItsPortAndAsItIsUsuallyWritten() {
        Map<String, String> read = Map.of(
                "203.0.113.9", "203.0.113.9",
                "203.0.113.9:4711", "203.0.113.9",
                "2001:DB8::7", "2001:db8:0:0:0:0:0:7",
                "[2001:db8::7]", "2001:db8:0:0:0:0:0:7",
                "[2001:db8::7]:443", "2001:db8:0:0:0:0:0:7",
                "::ffff:203.0.113.9", "203.0.113.9",
                "255.255.255.255", "255.255.255.255");
        read.forEach((hop, address) -> assertThat(Addresses.parse(hop)).as(hop).contains(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10/8", "10.0.0.0/-1", "10.0.0.0/33", "fd00::/129", "proxy.example.com"})
    void aTrustedNetworkThatIsNoneIsNamed(String network) {
        assertThatThrownBy(() -> new Addresses(new SecuritySettings(List.of("10.0.0.0/8", network))))
                .hasMessageContaining("KEYWAY_TRUSTED_PROXIES")
                .hasMessageContaining("'" + network + "' is not a network");
    }

    @Test
    void whatIsNoAddressIsNone() {
        for (String hop : new String[] {
            "",
            "999.999.999.999",
            "1.2.3",
            "1.2.3.4.5",
            "01.2.3.4",
            "1.2.3.4:",
            "1.2.3.4:port",
            ":::::",
            "1::2::3",
            "dead",
            "bed",
            "2001:db8::7:443:1:2:3:4:5:6",
            "[2001:db8::7",
            "2001:db8::7]",
            "[1.2.3.4]",
            "fe80::1%eth0",
            "unknown",
            "_hidden"
        }) {
            assertThat(Addresses.parse(hop)).as(hop).isEmpty();
        }
    }
}
