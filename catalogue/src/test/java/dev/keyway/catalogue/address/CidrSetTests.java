package dev.keyway.catalogue.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrSetTests {

    private final CidrSet networks = new CidrSet(
            Stream.of("10.1.2.3/8", "192.0.2.7", "2001:db8::/33").map(Cidr::of).toList());

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, true",
        "10.200.0.0/9, true",
        "10.7.7.7, true",
        "10.0.0.0/7, false",
        "11.0.0.0/8, false",
        "192.0.2.7/32, true",
        "192.0.2.6, false",
        "192.0.2.6/31, false",
        "2001:db8::1, true",
        "2001:db8:8000::/33, false",
        "2001:db8::/32, false",
        "::/0, false",
        "0.0.0.0/0, false",
    })
    void coversANetworkThatLiesInOneOfThem(String network, boolean covered) {
        assertThat(networks.covers(Cidr.of(network))).isEqualTo(covered);
    }

    @Test
    void ofNoneCoversNothingAndOfAllOfAFamilyEachOfIt() {
        assertThat(new CidrSet(List.of()).covers(Cidr.of("10.0.0.1"))).isFalse();
        CidrSet all = new CidrSet(List.of(Cidr.of("0.0.0.0/0")));
        assertThat(all.covers(Cidr.of("10.0.0.1"))).isTrue();
        assertThat(all.covers(Cidr.of("::1"))).isFalse();
    }
}
