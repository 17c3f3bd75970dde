package dev.keyway.testkit.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/** Listens on the loopback address and joins each connection with another one, byte for byte. */
public class SocketRelay implements AutoCloseable {

    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    protected SocketRelay(ServerSocket listening) {
        this.listening = listening;
    }

    /** Begins to take connections. */
    protected final void start() {
        Thread.ofVirtual().start(this::accept);
    }

    /** A TLS front: what comes in encrypted goes in the clear to a port of this machine. */
    public static SocketRelay decrypting(SSLContext tls, int target) throws IOException {
        SocketRelay front =
                new SocketRelay(
                        tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
                    @Override
                    protected Socket connect(Socket client) throws IOException {
                        return dial(target);
                    }
                };
        front.start();
        return front;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** The connection to join with a client's; may talk to the client first. */
    protected Socket connect(Socket client) throws IOException {
        throw new IOException("nowhere to go to");
    }

    protected static Socket dial(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> join(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket client) {
        try (client;
                Socket other = connect(client)) {
            open.add(other);
            Thread back = Thread.ofVirtual().start(() -> pipe(other, client));
            pipe(client, other);
            back.join();
        } catch (IOException over) {
            // The test sees it from the other end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pipe(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException over) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        open.forEach(SocketRelay::closeQuietly);
    }
}
