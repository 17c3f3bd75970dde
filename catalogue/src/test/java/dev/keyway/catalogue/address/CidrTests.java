package dev.keyway.catalogue.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTests {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3/9, 10.127.0.1, true",
        "10.1.2.3/9, 10.128.0.1, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3/32, 10.1.2.2, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, fd00::1, false",
        "::/0, fd00::1, true",
        "::/0, 10.0.0.1, false",
        "::/0, ::ffff:10.0.0.1, false",
        "10.0.0.0/8, ::ffff:10.0.0.1, true",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "2001:db8::1, 2001:db8::1, true",
        "2001:db8::1/127, 2001:db8::2, false",
    })
    void containsTheAddressesOfItsFamilyThatBeginWithItsBits(String network, String address, boolean contains)
            throws UnknownHostException {
        assertThat(Cidr.of(network).contains(InetAddress.getByName(address))).isEqualTo(contains);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10/8",
                "10.0.0.0/-1",
                "10.0.0.0/33",
                "10.0.0.0/08",
                "10.0.0.0/",
                "10.0.0/8",
                "010.0.0.0/8",
                "256.0.0.0/8",
                "fd00::/129",
                "fd00::/-1",
                "fd00:/8",
                "fd00/8",
                ":/8",
                "::ffff:10.0.0.0/104",
                "fe80::1%eth0",
                "example.com",
                "dead.beef",
                "*"
            })
    void refusesWhatIsNoFullAddressWithAPrefix(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.of(text)).withMessageContaining("'" + text + "'");
    }

    @Test
    void equalsTheSameNetworkAndPrintsIt() {
        assertThat(Cidr.of("10.0.0.0/8")).isEqualTo(Cidr.of("10.0.0.0/8")).hasToString("10.0.0.0/8");
        assertThat(Cidr.of("10.1.2.3")).isEqualTo(Cidr.of("10.1.2.3/32")).isNotEqualTo(Cidr.of("10.1.2.3/31"));
    }
}
