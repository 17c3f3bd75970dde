package dev.keyway.admin.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

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
