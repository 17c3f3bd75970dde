package dev.keyway.admin.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.problem.ProblemException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody points a gateway at what is not meant for it. */
class CallableUrlsTests {

    private final CallableUrls open = urls(new SystemNames());

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
                "https://[ff02::1]/",
                "https://[fec0::1]/",
                "https://[2001:0:7f00:1::]/",
                "https://[2001:db8::1]/",
                "https://[64:ff9b::808:808]/",
                "https://[64:ff9b:1::a00:1]/",
                "https://[64:ff9b:1::6440:101]/",
                "https://[64:ff9b:1:a00:0:100::]/",
                "https://[64:ff9b:1:7f00:0:100::]/",
                "https://[64:ff9b:1::]/",
                "https://[64:ff9b:1:ffff::1]/",
                "https://[2002:808:808::]/",
                "https://[2001:4860::5efe:7f00:1]/",
                "https://[2001:4860::200:5efe:10.0.0.1]/",
                "https://[100::1]/",
                "https://[0:0:0:0:0:FFFF:7F00:0001]/",
                "https://[3fff::1]/",
                "https://[5f00::1]/",
                "https://192.0.0.1/",
                "https://192.88.99.1/",
                "https://198.18.0.1/",
                "https://240.0.0.1/",
                "https://192.0.2.1/",
                "https://198.51.100.7/",
                "https://203.0.113.7/",
                "https://LOCALHOST/",
                "https://metadata.google.internal/computeMetadata/v1",
                "https://printer.local/",
                "https://anything.localhost/"
            })
    void privateAddressesAreRefusedInEveryForm(String url) {
        assertThatThrownBy(() -> open.require("baseUrl", url))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("KEYWAY_ALLOW_PRIVATE_UPSTREAMS");
    }

    @Test
    void aWebhooksAddressMayHaveAQueryAndNothingElseMore() {
        String teams = "https://prod-12.westeurope.logic.azure.com:443/workflows/1/triggers/manual/paths/invoke"
                + "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=a-b_c";
        open.requireWhole("target", teams, Use.WEBHOOK);
        assertThatThrownBy(() -> open.require("baseUrl", teams)).hasMessageContaining("must have no query");
        for (String refused :
                List.of(teams + "#x", teams.replace("//", "//user@"), teams.replace(".com", ".internal"))) {
            assertThatThrownBy(() -> open.requireWhole("target", refused, Use.WEBHOOK))
                    .isInstanceOf(ProblemException.class);
        }
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
                "https://api.example.com\\@127.0.0.1/",
                "https://%31%32%37.0.0.1/",
                "https://\u2460\u2461\u2466.0.0.1/",
                "https://127.0.0.1\u3002/",
                "https://[fe80::1%25eth0]/",
                "https://0x7f.0.0.1/",
                "https://017700000001/",
                "https://127.0.1/",
                "https://[::1/",
                "https://[::ffff:0x7f.0.0.1]/"
            })
    void whatIsNoPlainAddressIsRefused(String url) {
        assertThatThrownBy(() -> open.require("baseUrl", url))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem ->
                                assertThat(problem.fields().getFirst().field()).isEqualTo("baseUrl"));
    }

    @Test
    void publicAddressesAreTakenWithHttpsOnly() {
        assertThat(open.require("baseUrl", "https://8.8.8.8/v1/")).isEqualTo("https://8.8.8.8/v1");
        assertThat(open.require("baseUrl", "https://[2001:4860:4860::8888]/v1"))
                .isEqualTo("https://[2001:4860:4860::8888]/v1");
        assertThatThrownBy(() -> open.require("baseUrl", "http://8.8.8.8/v1")).hasMessageContaining("https://");
    }

    @Test
    void aNetworkThatIsAllowedIsTakenWithoutHttpsToo() {
        CallableUrls inside = urls(new SystemNames(), "10.1.0.0/16", "fd00::/8");
        assertThat(inside.require("baseUrl", "http://10.1.2.3:8000/v1")).isEqualTo("http://10.1.2.3:8000/v1");
        assertThat(inside.require("baseUrl", "http://[fd00::1]:8000")).isEqualTo("http://[fd00::1]:8000");
        assertThatThrownBy(() -> inside.require("baseUrl", "http://10.2.0.1")).isInstanceOf(ProblemException.class);
    }

    @Test
    void aNameThatLeadsToOnePrivateAddressAmongOthersIsRefused() {
        Names names = host -> List.of(address("8.8.8.8"), address("10.0.0.1"));
        assertThatThrownBy(() -> urls(names).require("baseUrl", "https://two.example.com"))
                .isInstanceOf(ProblemException.class);
        assertThat(urls(names, "10.0.0.0/8").require("baseUrl", "https://two.example.com"))
                .isEqualTo("https://two.example.com");
        assertThatThrownBy(() -> urls(names, "10.0.0.0/8").require("baseUrl", "http://two.example.com"))
                .hasMessageContaining("https://");
    }

    @Test
    void aNameThatLeadsElsewhereLaterGetsNoConnection() throws Exception {
        Deque<InetAddress> answers = new ArrayDeque<>(List.of(address("8.8.8.8"), address("169.254.169.254")));
        Names names = host -> List.of(answers.remove());
        CallableAddresses addresses = new CallableAddresses(new UpstreamSettings(List.of(), List.of()));
        assertThat(new CallableUrls(addresses, names).require("target", "https://rebound.example.com"))
                .isEqualTo("https://rebound.example.com");
        assertThatThrownBy(() -> new GuardedNames(addresses, Use.PROVIDER, names).resolve("rebound.example.com"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("that is not allowed");
        assertThat(new GuardedNames(addresses, Use.PROVIDER, host -> List.of(address("8.8.8.8")))
                        .resolve("public.example.com"))
                .containsExactly(address("8.8.8.8"));
    }

    @Test
    void aNameThatLeadsNowhereIsCalledThat() {
        CallableAddresses addresses = new CallableAddresses(new UpstreamSettings(List.of(), List.of()));
        Names unknown = host -> {
            throw new UnknownHostException(host);
        };
        for (Names names : List.of(unknown, host -> List.of())) {
            assertThatThrownBy(() -> new GuardedNames(addresses, Use.PROVIDER, names).resolve("nowhere.example.com"))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessage("the name nowhere.example.com cannot be resolved");
        }
    }

    @Test
    void anAddressWithAZoneIsJudgedWithoutIt() throws Exception {
        CallableAddresses addresses = new CallableAddresses(new UpstreamSettings(List.of("fe80::/10"), List.of()));
        byte[] bytes = InetAddress.getByName("fe80::1").getAddress();
        assertThat(addresses.mayCall(Use.PROVIDER, Inet6Address.getByAddress(null, bytes, 7)))
                .isTrue();
        assertThat(new CallableAddresses(new UpstreamSettings(List.of(), List.of()))
                        .mayCall(Use.PROVIDER, Inet6Address.getByAddress(null, bytes, 7)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0"})
    void aMappedAddressFromDnsIsJudgedAsTheAddressThatItMaps(String inside) throws Exception {
        InetAddress mapped = mapped(inside);
        CallableAddresses addresses = new CallableAddresses(new UpstreamSettings(List.of(), List.of()));
        assertThat(addresses.mayCall(Use.PROVIDER, mapped)).isFalse();
        assertThatThrownBy(() -> new GuardedNames(addresses, Use.PROVIDER, host -> List.of(mapped))
                        .resolve("mapped.example.com"))
                .isInstanceOf(UnknownHostException.class);
        assertThat(addresses.mayCall(Use.PROVIDER, mapped("8.8.8.8"))).isTrue();
        CallableAddresses six = new CallableAddresses(new UpstreamSettings(List.of("::/0"), List.of()));
        assertThat(six.mayCall(Use.PROVIDER, mapped)).isFalse();
        CallableAddresses four = new CallableAddresses(new UpstreamSettings(List.of("0.0.0.0/0"), List.of()));
        assertThat(four.mayCall(Use.PROVIDER, mapped)).isTrue();
        assertThat(four.mayCall(Use.PROVIDER, address("fd00::1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10/8", "10.0.0.0/-1", "10.0.0.0/33", "fd00::/129", "inside.example.com"})
    void anAllowedNetworkThatIsNoneIsNamed(String network) {
        assertThatThrownBy(() -> urls(new SystemNames(), "10.1.0.0/16", network))
                .hasMessageContaining("KEYWAY_ALLOW_PRIVATE_UPSTREAMS")
                .hasMessageContaining("'" + network + "' is not a network");
    }

    /** As a resolver gives the AAAA record {@code ::ffff:a.b.c.d}. */
    private static InetAddress mapped(String four) throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        System.arraycopy(address(four).getAddress(), 0, bytes, 12, 4);
        return Inet6Address.getByAddress(null, bytes, -1);
    }

    private static CallableUrls urls(Names names, String... allowed) {
        return new CallableUrls(new CallableAddresses(new UpstreamSettings(List.of(allowed), List.of())), names);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
