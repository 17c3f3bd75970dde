package dev.keyway.filters.upstream.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A provider that is nothing but a socket: each connection it accepts is served by a script, on a thread of its own. */
final class Peer implements AutoCloseable {

    /** What becomes of a connection; it is closed at the end. */
    interface Script {
        void play(Accepted connection) throws IOException;
    }

    private final ServerSocket server;
    private final AtomicInteger accepted = new AtomicInteger();

    private Peer(ServerSocket server) {
        this.server = server;
    }

    static Peer playing(Script script) throws IOException {
        Peer peer = new Peer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(() -> peer.accept(script));
        return peer;
    }

    /** A peer whose backlog is full: whoever connects gets no answer (Linux drops what would not fit). */
    static Peer full() throws IOException {
        Peer peer = new Peer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        for (int i = 0; i < 3; i++) {
            Socket filling = new Socket();
            try {
                filling.connect(peer.server.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException full) {
                filling.close();
            }
        }
        return peer;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Connections so far. */
    int accepted() {
        return accepted.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(script, socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Script script, Socket socket) {
        try (socket) {
            script.play(new Accepted(socket));
        } catch (IOException e) {
            // The client is gone, which its test sees for itself.
        }
    }

    /** One connection, as the provider sees it. */
    record Accepted(Socket socket) {

        /** Reads a request to its end and gives its body, or null at the end of the connection. */
        @Nullable
        String request() throws IOException {
            String head = head();
            if (head.isEmpty()) {
                return null;
            }
            int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
            int length = Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)));
            return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
        }

        void send(String bytes) throws IOException {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** Waits until the client closes. */
        void awaitEnd() throws IOException {
            socket.getInputStream().readAllBytes();
        }

        private String head() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                head.write(next);
                if (head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                    return head.toString(StandardCharsets.US_ASCII);
                }
            }
            return "";
        }
    }
}
