package dev.keyway.filters.upstream.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.http.client.HttpResponseDecoderSpec;
import reactor.netty.tcp.SslProvider;
import reactor.netty.transport.ProxyProvider;

/**
 * Opens connections as an {@link HttpClient} is configured to: its name resolver, proxy, TLS, socket options and bounds of
 * the decoder.
 */
final class Dialer {

    private final HttpClientConfig config;
    private final SslProvider tls;

    Dialer(HttpClient client) {
        this.config = client.configuration();
        SslProvider own = config.sslProvider();
        this.tls = own == null
                ? Objects.requireNonNull(client.secure().configuration().sslProvider())
                : own;
    }

    /** Opens a connection on the loop, at the first of the host's addresses that answers; its exchange is told if none does. */
    void open(EventLoop loop, UpstreamConnection connection) {
        Supplier<ProxyProvider> proxies = config.proxyProviderSupplier();
        if (proxies == null) {
            open(loop, connection, config.proxyProvider());
            return;
        }
        // It looks the proxy's own name up, and waits for that.
        Disposable unused = Schedulers.boundedElastic().schedule(() -> {
            try {
                ProxyProvider proxy = proxies.get();
                Loops.run(loop, () -> open(loop, connection, proxy));
            } catch (RuntimeException unusable) {
                Loops.run(loop, () -> connection.unopened(unusable));
            }
        });
    }

    private void open(EventLoop loop, UpstreamConnection connection, @Nullable ProxyProvider proxy) {
        InetSocketAddress remote = connection.origin().unresolved();
        if (proxy != null && proxy.shouldProxy(remote)) {
            connect(loop, connection, proxy, List.of(remote).iterator());
            return;
        }
        resolver().getResolver(loop).resolveAll(remote).addListener((Future<List<? extends SocketAddress>> found) -> {
            if (found.isSuccess()) {
                connect(loop, connection, null, found.getNow().iterator());
            } else {
                connection.unopened(found.cause());
            }
        });
    }

    private void connect(
            EventLoop loop,
            UpstreamConnection connection,
            @Nullable ProxyProvider proxy,
            Iterator<? extends SocketAddress> addresses) {
        if (!connection.isWanted()) {
            return;
        }
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(() -> HttpResources.get().onChannel(SocketChannel.class, loop))
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        prepare(channel, connection, proxy);
                    }
                });
        config.options().forEach((option, value) -> set(bootstrap, option, value));
        bootstrap.connect(addresses.next()).addListener(done -> {
            if (!done.isSuccess() && addresses.hasNext()) {
                connect(loop, connection.again(), proxy, addresses);
            } else if (!done.isSuccess()) {
                connection.unopened(done.cause());
            }
        });
    }

    private void prepare(Channel channel, UpstreamConnection connection, @Nullable ProxyProvider proxy) {
        if (connection.origin().secure()) {
            tls.addSslHandler(channel, connection.origin().unresolved(), false);
        }
        if (proxy != null) {
            proxy.addProxyHandler(channel);
        }
        HttpResponseDecoderSpec bounds = config.decoder();
        HttpDecoderConfig decoder = new HttpDecoderConfig()
                .setMaxInitialLineLength(bounds.maxInitialLineLength())
                .setMaxHeaderSize(bounds.maxHeaderSize())
                .setInitialBufferSize(bounds.initialBufferSize())
                .setValidateHeaders(bounds.validateHeaders());
        connection.joins(channel.pipeline(), decoder);
    }

    private AddressResolverGroup<?> resolver() {
        AddressResolverGroup<?> own = config.resolver();
        return own == null || own == NoopAddressResolverGroup.INSTANCE ? config.defaultAddressResolverGroup() : own;
    }

    /** All but {@code AUTO_READ}, which the exchange itself governs. */
    @SuppressWarnings("unchecked")
    private static void set(Bootstrap bootstrap, ChannelOption<?> option, Object value) {
        if (!ChannelOption.AUTO_READ.equals(option)) {
            bootstrap.option((ChannelOption<Object>) option, value);
        }
    }
}
