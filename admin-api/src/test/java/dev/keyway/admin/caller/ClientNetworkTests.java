package dev.keyway.admin.caller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses count as one client. */
class ClientNetworkTests {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "::ffff:192.0.2.7, 192.0.2.7",
        "::FFFF:c000:207, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:DB8:1:2::1, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:3::1, 2001:db8:1:3:0:0:0:0/64",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:0/64",
        "64:ff9b::192.0.2.7, 192.0.2.7",
        "64:ff9b::c000:208, 192.0.2.8",
        "64:ff9b:1::c000:208, 64:ff9b:1:0:0:0:0:0/64",
        "::1, 0:0:0:0:0:0:0:0/64",
        "1:2:3, 1:2:3",
        "localhost, localhost",
        "'', ''"
    })
    void anAddressIsThatOfItsNetwork(String address, String network) {
        assertThat(ClientNetwork.of(address)).isEqualTo(network);
    }
}
