package dev.keyway.bench.pair;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * TCP proxy before an admin service that loses some of its answers to usage batches: when the first byte of such an answer comes, the
 * batch is committed, and the connection of the gateway is closed instead.
 */
public final class LostAnswers implements AutoCloseable {

    private static final String BATCH = "POST /gateway/v1/usage ";

    private final ServerSocket listening;
    private final URI target;
    private final int every;
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Runnable atLoss = () -> {};

    /**
     * Begins to listen.
     *
     * @param target the origin of the admin service
     * @param every loses each answer of that number: 1 loses all, 3 each third
     */
    public LostAnswers(URI target, int every) {
        this.target = target;
        this.every = every;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread unused = Thread.ofVirtual().start(this::accept);
    }

    /** The origin that a gateway is to call instead. */
    public URI origin() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** How many answers were lost. */
    public int lost() {
        return lost.get();
    }

    /** Runs something each time that an answer is lost, before the gateway can know. */
    public void atLoss(Runnable action) {
        atLoss = action;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket gateway = listening.accept();
                open.add(gateway);
                Thread unused = Thread.ofVirtual().start(() -> connect(gateway));
            } catch (IOException closed) {
                close();
            }
        }
    }

    private void connect(Socket gateway) {
        try (gateway;
                Socket admin = new Socket(target.getHost(), target.getPort())) {
            open.add(admin);
            AtomicBoolean isBatch = new AtomicBoolean();
            Thread unused = Thread.ofVirtual().start(() -> requests(gateway, admin, isBatch));
            responses(admin, gateway, isBatch);
            open.remove(admin);
        } catch (IOException e) {
            // The gateway finds its connection closed, as if the admin service were away.
        } finally {
            open.remove(gateway);
        }
    }

    private static void requests(Socket from, Socket to, AtomicBoolean isBatch) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (new String(buffer, 0, count, StandardCharsets.ISO_8859_1).startsWith(BATCH)) {
                    isBatch.set(true);
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // The other direction ends too.
        }
    }

    private void responses(Socket from, Socket to, AtomicBoolean isBatch) throws IOException {
        byte[] buffer = new byte[1 << 16];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            if (isBatch.getAndSet(false) && answers.incrementAndGet() % every == 0) {
                lost.incrementAndGet();
                atLoss.run();
                return;
            }
            out.write(buffer, 0, count);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
