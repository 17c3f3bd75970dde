package dev.keyway.filters.upstream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.time.Awaiting;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;

class ChannelClientTests {

    private static final String WHOLE = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
    private static final String HOST = "llm.example";

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = (EventLoop) loops.next();
    private final Told told = new Told();

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void sendsOneRequestAfterTheOtherOverOneConnectionAndStaysOnTheLoop() throws IOException {
        try (Peer peer = Peer.playing(connection -> {
            while (connection.request() != null) {
                connection.send(WHOLE);
            }
        })) {
            ChannelClient client = client(http -> http);
            told.answer(client, peer);
            told.answer(client, peer);

            assertThat(told.events())
                    .containsExactly("head 200", "chunk {}", "complete", "head 200", "chunk {}", "complete");
            assertThat(peer.accepted()).isOne();
            assertThat(told.everOffTheLoop()).isFalse();
        }
    }

    @Test
    void sendsTheBodyWhole() throws IOException {
        String large = "x".repeat(3_000_000);
        CompletableFuture<String> received = new CompletableFuture<>();
        try (Peer peer = Peer.playing(connection -> {
            received.complete(connection.request());
            connection.send(WHOLE);
        })) {
            told.body = large;
            told.answer(client(http -> http), peer);

            assertThat(received.join()).isEqualTo(large);
        }
    }

    @Test
    void goesToTheNextOfAHostsAddressesWhereOneRefuses() throws IOException {
        try (Peer peer = Peer.playing(connection -> {
            if (connection.request() != null) {
                connection.send(WHOLE);
            }
        })) {
            told.host = HOST;
            told.answer(client(http -> http.resolver(addresses("127.0.0.2", "127.0.0.3", "127.0.0.1"))), peer);

            assertThat(told.events()).containsExactly("head 200", "chunk {}", "complete");
        }
    }

    @Test
    void tellsThatNoneOfAHostsAddressesAnswers() throws IOException {
        try (Peer peer = Peer.playing(Peer.Accepted::request)) {
            told.host = HOST;
            told.answer(client(http -> http.resolver(addresses("127.0.0.2", "127.0.0.3"))), peer);

            assertThat(told.events()).containsExactly("broken: no connection to the provider");
        }
    }

    @Test
    void tellsThatTheHostIsUnknown() throws IOException {
        try (Peer peer = Peer.playing(Peer.Accepted::request)) {
            told.host = HOST;
            told.answer(client(http -> http.resolver(addresses())), peer);

            assertThat(told.events()).containsExactly("broken: the provider's host name could not be resolved");
        }
    }

    @Test
    void opensNothingForAnExchangeThatWasGivenUpWhileItsHostWasLookedUp() throws Exception {
        try (Peer peer = Peer.playing(Peer.Accepted::request)) {
            CompletableFuture<Promise<InetAddress>> lookUp = new CompletableFuture<>();
            told.host = HOST;
            Exchange exchange = told.send(client(http -> http.resolver(slow(lookUp))), peer);
            Promise<InetAddress> asked = lookUp.join();

            loop.submit(() -> {
                        exchange.abort();
                        asked.setSuccess(InetAddress.getLoopbackAddress());
                        return null;
                    })
                    .sync();

            loop.submit(() -> {}).sync();
            assertThat(peer.accepted()).isZero();
            assertThat(told.events()).isEmpty();
        }
    }

    @Test
    void givesUpConnectingInTime() throws IOException {
        try (Peer peer = Peer.full()) {
            told.answer(client(http -> http.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 100)), peer);

            assertThat(told.events()).containsExactly("broken: no connection to the provider");
        }
    }

    @Test
    void closesTheConnectionOfAnExchangeThatIsGivenUp() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (Peer peer = Peer.playing(connection -> {
            connection.request();
            connection.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n");
            connection.awaitEnd();
            gone.countDown();
        })) {
            Exchange exchange = told.send(client(http -> http), peer);
            Awaiting.until("the head", () -> told.events().contains("head 200"));
            loop.submit(exchange::abort).sync();

            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(told.events()).containsExactly("head 200", "chunk a");
        }
    }

    @Test
    void takesNoMoreFromAProviderThanIsAskedFor() throws Exception {
        int megabytes = 200;
        AtomicLong sent = new AtomicLong();
        CountDownLatch all = new CountDownLatch(1);
        try (Peer peer = Peer.playing(connection -> {
            connection.request();
            connection.send("HTTP/1.1 200 OK\r\ncontent-length: " + megabytes * 1_000_000L + "\r\n\r\n");
            String part = "x".repeat(100_000);
            for (int i = 0; i < megabytes * 10; i++) {
                connection.send(part);
                sent.addAndGet(part.length());
            }
            all.countDown();
            connection.awaitEnd();
        })) {
            told.chunksWanted.set(1);
            Exchange exchange = told.send(client(http -> http), peer);
            awaitStandstill(sent);

            assertThat(sent.get()).isLessThan(50_000_000);
            loop.submit(() -> {
                        told.chunksWanted.set(Integer.MAX_VALUE);
                        exchange.readMore();
                    })
                    .sync();
            assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
            Awaiting.until("the end", () -> told.events().contains("complete"));
            assertThat(told.received.get()).isEqualTo(megabytes * 1_000_000L);
        }
    }

    @Test
    void tellsThatTheProviderClosedAsTheNextRequestWentOut() throws IOException {
        try (Peer peer = Peer.playing(connection -> {
            connection.request();
            connection.send(WHOLE);
            connection.request();
        })) {
            ChannelClient client = client(http -> http);
            told.answer(client, peer);
            told.answer(client, peer);

            assertThat(told.events()).hasSize(4).startsWith("head 200", "chunk {}", "complete");
            assertThat(told.events()).last().isEqualTo("broken: " + ConnectionTrouble.CLOSED_EARLY);
            assertThat(peer.accepted()).isOne();
        }
    }

    @Test
    void usesNoConnectionThatTheProviderClosedWhileItWasIdle() throws IOException {
        try (Peer peer = Peer.playing(connection -> {
            connection.request();
            connection.send(WHOLE);
        })) {
            ChannelClient client = client(http -> http);
            told.answer(client, peer);
            Awaiting.until("the close", () -> told.idleConnections(client, peer) == 0);
            told.answer(client, peer);

            assertThat(told.events()).hasSize(6).endsWith("complete");
            assertThat(peer.accepted()).isEqualTo(2);
        }
    }

    private ChannelClient client(UnaryOperator<HttpClient> settings) {
        return new ChannelClient(loop, new Dialer(settings.apply(HttpClient.newConnection())));
    }

    /** Until the count has stood still for half a second. */
    private static void awaitStandstill(AtomicLong count) {
        long[] last = {count.get(), System.nanoTime()};
        Awaiting.until("a standstill", () -> {
            if (count.get() != last[0] || count.get() == 0) {
                last[0] = count.get();
                last[1] = System.nanoTime();
            }
            return System.nanoTime() - last[1] > 500_000_000;
        });
    }

    private static AddressResolverGroup<InetSocketAddress> addresses(String... found) {
        return resolving((host, promise) -> {
            if (found.length == 0) {
                promise.setFailure(new UnknownHostException(host));
                return;
            }
            List<InetAddress> all = new ArrayList<>();
            for (String each : found) {
                all.add(InetAddress.getByName(each));
            }
            promise.setSuccess(all);
        });
    }

    private static AddressResolverGroup<InetSocketAddress> slow(CompletableFuture<Promise<InetAddress>> lookUp) {
        return resolving((host, promise) -> {
            Promise<InetAddress> one = ImmediateEventExecutor.INSTANCE.newPromise();
            one.addListener(done -> promise.setSuccess(List.of(one.getNow())));
            lookUp.complete(one);
        });
    }

    private interface LookUp {
        void of(String host, Promise<List<InetAddress>> promise) throws Exception;
    }

    private static AddressResolverGroup<InetSocketAddress> resolving(LookUp lookUp) {
        return new AddressResolverGroup<>() {
            @Override
            protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
                return new InetNameResolver(executor) {
                    @Override
                    protected void doResolve(String host, Promise<InetAddress> promise) {
                        throw new UnsupportedOperationException("all addresses are asked for");
                    }

                    @Override
                    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) throws Exception {
                        lookUp.of(host, promise);
                    }
                }.asAddressResolver();
            }
        };
    }

    /** Sends requests on the loop, and asks for chunks as long as more are wanted. */
    private final class Told implements ExchangeListener {

        private final List<String> events = new CopyOnWriteArrayList<>();
        private final AtomicLong received = new AtomicLong();
        private volatile CompletableFuture<Void> end = new CompletableFuture<>();
        private volatile boolean offTheLoop;
        private final AtomicInteger chunksWanted = new AtomicInteger(Integer.MAX_VALUE);
        private volatile @Nullable Exchange exchange;
        private String host = "127.0.0.1";
        private String body = "{}";

        void answer(ChannelClient client, Peer peer) {
            Exchange unused = send(client, peer);
            end.orTimeout(10, TimeUnit.SECONDS).join();
        }

        Exchange send(ChannelClient client, Peer peer) {
            end = new CompletableFuture<>();
            UpstreamRequest request = new UpstreamRequest(
                    "http://" + host + ":" + peer.port() + "/v1/chat/completions",
                    new DefaultHttpHeaders(),
                    body.length(),
                    () -> Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
            loop.submit(() -> exchange = client.send(request, this)).syncUninterruptibly();
            return Objects.requireNonNull(exchange);
        }

        /** Asked of the client by sending nothing: how many wait for a request. */
        int idleConnections(ChannelClient client, Peer peer) {
            Origin origin =
                    RequestTarget.of("http://" + host + ":" + peer.port() + "/").origin();
            return loop.submit(() -> client.idle(origin)).syncUninterruptibly().getNow();
        }

        List<String> events() {
            return events;
        }

        boolean everOffTheLoop() {
            return offTheLoop;
        }

        @Override
        public void sent() {}

        @Override
        public void unread() {}

        @Override
        public void head(int status, HttpHeaders headers) {
            note("head " + status);
            more();
        }

        @Override
        public void chunk(ByteBuf bytes) {
            received.addAndGet(bytes.readableBytes());
            if (bytes.readableBytes() < 10) {
                note("chunk " + bytes.toString(StandardCharsets.UTF_8));
            }
            bytes.release();
            more();
        }

        @Override
        public void complete() {
            note("complete");
            end.complete(null);
        }

        @Override
        public void broken(String reason) {
            note("broken: " + reason);
            end.complete(null);
        }

        private void more() {
            if (chunksWanted.getAndDecrement() > 0) {
                // The exchange is known once its sending has returned.
                loop.execute(() -> Objects.requireNonNull(exchange).readMore());
            }
        }

        private void note(String event) {
            if (!loop.inEventLoop()) {
                offTheLoop = true;
            }
            events.add(event);
        }
    }
}
