package dev.keyway.testkit.provider;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The listening socket: plain Netty with a request decoder and no encoder, so that answers may be as wrong as they like. */
final class Server implements AutoCloseable {

    private static final int ONE_MEGABYTE = 1 << 20;

    private final EventLoopGroup loops;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listening;

    Server(FakeProviderBuilder settings, Desk desk) {
        boolean epoll = Epoll.isAvailable();
        loops = new MultiThreadIoEventLoopGroup(
                settings.threads, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channels.add(channel);
                        HttpDecoderConfig decoding = new HttpDecoderConfig()
                                .setMaxInitialLineLength(ONE_MEGABYTE)
                                .setMaxHeaderSize(ONE_MEGABYTE)
                                .setMaxChunkSize(1 << 16)
                                .setValidateHeaders(false);
                        ReadPace pace = new ReadPace();
                        channel.config().setRecvByteBufAllocator(pace);
                        channel.pipeline().addLast(new HttpRequestDecoder(decoding), new Connection(desk, pace));
                    }
                });
        if (settings.receiveBuffer > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, settings.receiveBuffer);
        }
        listening = bootstrap
                .bind(new InetSocketAddress(settings.address, settings.port))
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    void dropConnections() {
        channels.close().syncUninterruptibly();
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        dropConnections();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
