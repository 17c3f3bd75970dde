package dev.keyway.filters.upstream.transport;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolvers that hand out no address which a guard refuses. Connections go to the addresses that they return, so that a name which
 * leads elsewhere the next time makes no difference. A name with one such address among others is refused as a whole.
 */
final class GuardedResolvers extends AddressResolverGroup<InetSocketAddress> {

    private final AddressResolverGroup<?> names;
    private final AddressGuard guard;
    private final boolean encrypted;

    /** @param names looks names up */
    GuardedResolvers(AddressResolverGroup<?> names, AddressGuard guard, boolean encrypted) {
        this.names = names;
        this.guard = guard;
        this.encrypted = encrypted;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Guarded(executor);
    }

    private final class Guarded extends AbstractAddressResolver<InetSocketAddress> {

        Guarded(EventExecutor executor) {
            super(executor, InetSocketAddress.class);
        }

        /** Says no of addresses too, so that none gets by unseen. */
        @Override
        protected boolean doIsResolved(InetSocketAddress address) {
            return false;
        }

        @Override
        protected void doResolve(InetSocketAddress name, Promise<InetSocketAddress> promise) {
            Promise<List<InetSocketAddress>> all = executor().newPromise();
            all.addListener((Future<List<InetSocketAddress>> found) -> {
                if (found.isSuccess()) {
                    promise.trySuccess(found.getNow().getFirst());
                } else {
                    promise.tryFailure(found.cause());
                }
            });
            doResolveAll(name, all);
        }

        @Override
        protected void doResolveAll(InetSocketAddress name, Promise<List<InetSocketAddress>> promise) {
            if (!name.isUnresolved()) {
                settle(List.of(name), promise);
                return;
            }
            names.getResolver(executor())
                    .resolveAll(name)
                    .addListener((Future<List<? extends SocketAddress>> found) -> {
                        if (found.isSuccess()) {
                            settle(found.getNow(), promise);
                        } else {
                            promise.tryFailure(found.cause());
                        }
                    });
        }

        private void settle(List<? extends SocketAddress> found, Promise<List<InetSocketAddress>> promise) {
            List<InetSocketAddress> addresses =
                    found.stream().map(InetSocketAddress.class::cast).toList();
            boolean allowed =
                    !addresses.isEmpty() && addresses.stream().allMatch(address -> isAllowed(address.getAddress()));
            if (allowed) {
                promise.trySuccess(addresses);
            } else {
                promise.tryFailure(
                        new UnknownHostException(
                                encrypted
                                        ? "the provider's address is not public, and KEYWAY_ALLOW_PRIVATE_UPSTREAMS does not name it"
                                        : "the provider's URL is not https, and KEYWAY_ALLOW_PRIVATE_UPSTREAMS does not name its address"));
            }
        }

        private boolean isAllowed(InetAddress address) {
            return guard.allows(address, encrypted);
        }
    }
}
