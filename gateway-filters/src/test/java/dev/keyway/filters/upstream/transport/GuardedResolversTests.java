package dev.keyway.filters.upstream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.resolver.SimpleNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedResolversTests {

    private static final AddressGuard PUBLIC = new AddressGuard(List.of());
    private static final AddressGuard TEN = new AddressGuard(List.of("10.0.0.0/8", "fd00::/8"));

    @Test
    void handsOutPublicAddresses() {
        assertThat(resolve(PUBLIC, true, "8.8.8.8", "2606:4700::1111").isSuccess())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "192.168.0.1",
                "172.16.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "::1",
                "fe80::1",
                "fd00::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "::7f00:1"
            })
    void handsOutNoOther(String address) {
        Future<List<InetSocketAddress>> found = resolve(PUBLIC, true, address);
        assertThat(found.cause())
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("KEYWAY_ALLOW_PRIVATE_UPSTREAMS");
    }

    @Test
    void refusesANameWithOnePrivateAddressAmongOthers() {
        assertThat(resolve(PUBLIC, true, "8.8.8.8", "10.0.0.1").isSuccess()).isFalse();
    }

    @Test
    void handsOutWhatTheOperatorAllowsAlsoWithoutHttps() {
        assertThat(resolve(TEN, true, "10.0.0.1", "fd00::1").isSuccess()).isTrue();
        assertThat(resolve(TEN, false, "10.0.0.1").isSuccess()).isTrue();
        assertThat(resolve(TEN, true, "192.168.0.1").isSuccess()).isFalse();
    }

    @Test
    void handsOutNoPublicAddressWithoutHttps() {
        assertThat(resolve(TEN, false, "8.8.8.8").cause()).hasMessageContaining("not https");
    }

    @Test
    void judgesAnAddressThatIsNoName() {
        AddressResolver<InetSocketAddress> resolver =
                new GuardedResolvers(names(), PUBLIC, true).getResolver(ImmediateEventExecutor.INSTANCE);
        InetSocketAddress resolved = new InetSocketAddress(InetAddress.getLoopbackAddress(), 443);
        assertThat(resolver.isResolved(resolved)).isFalse();
        assertThat(resolver.resolve(resolved).isSuccess()).isFalse();
    }

    private static Future<List<InetSocketAddress>> resolve(AddressGuard guard, boolean encrypted, String... addresses) {
        return new GuardedResolvers(names(addresses), guard, encrypted)
                .getResolver(ImmediateEventExecutor.INSTANCE)
                .resolveAll(InetSocketAddress.createUnresolved("provider.example.com", 443));
    }

    private static AddressResolverGroup<InetSocketAddress> names(String... addresses) {
        return new AddressResolverGroup<>() {
            @Override
            protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
                return new InetSocketAddressResolver(executor, new SimpleNameResolver<>(executor) {
                    @Override
                    protected void doResolve(String name, Promise<InetAddress> promise) throws Exception {
                        promise.setSuccess(InetAddress.getByName(addresses[0]));
                    }

                    @Override
                    protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
                        promise.setSuccess(Arrays.stream(addresses)
                                .map(GuardedResolversTests::address)
                                .toList());
                    }
                });
            }
        };
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
