package dev.keyway.gateway;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A provider that speaks in bytes, so that it can say what no HTTP server says. */
final class FaultyServer implements Closeable {

    /** What it does with a connection; closing it in good order comes after. */
    @FunctionalInterface
    interface Behaviour {
        void serve(Wire wire) throws IOException;
    }

    private final ServerSocket listening;
    private final Behaviour behaviour;
    private final @Nullable SSLContext tls;
    private final String host;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private FaultyServer(Behaviour behaviour, @Nullable SSLContext tls, String host) throws IOException {
        this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        this.behaviour = behaviour;
        this.tls = tls;
        this.host = host;
        Thread.ofVirtual().start(this::accept);
    }

    static FaultyServer start(Behaviour behaviour) throws IOException {
        return new FaultyServer(behaviour, null, "127.0.0.1");
    }

    /** One that speaks TLS once {@link Wire#secured} is called. */
    static FaultyServer start(Behaviour behaviour, SSLContext tls) throws IOException {
        return new FaultyServer(behaviour, tls, "localhost");
    }

    URI v1() {
        return URI.create((tls == null ? "http://" : "https://") + host + ":" + listening.getLocalPort() + "/v1");
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            behaviour.serve(new Wire(socket, tls));
        } catch (IOException gone) {
            // The other side has left, as it may.
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /**
     * A request as it came.
     *
     * @param method its method
     * @param stream whether it asks for a stream
     * @param body its body
     */
    record Ask(String method, boolean stream, String body) {}

    /** A connection, seen from the server. */
    static final class Wire {

        private static final int HEAD = 64 * 1024;
        private static final String MODELS =
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 27\r\n\r\n{\"object\":\"list\",\"data\":[]}";

        private final Socket raw;
        private final @Nullable SSLContext tls;
        private Socket socket;
        private InputStream in;

        private Wire(Socket socket, @Nullable SSLContext tls) throws IOException {
            this.raw = socket;
            this.tls = tls;
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        /** Shakes hands as a TLS server. */
        void secured() throws IOException {
            SSLSocket secure = (SSLSocket)
                    java.util.Objects.requireNonNull(tls).getSocketFactory().createSocket(raw, null, true);
            secure.setUseClientMode(false);
            secure.startHandshake();
            socket = secure;
            in = new BufferedInputStream(secure.getInputStream());
        }

        /** The next request, read to its end; one for the list of models is answered here. Null once there is none. */
        @Nullable
        Ask read() throws IOException {
            while (true) {
                Ask ask = next();
                if (ask == null || ask.method().equals("POST")) {
                    return ask;
                }
                send(MODELS);
            }
        }

        private @Nullable Ask next() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int read = in.read();
                if (read < 0 || head.length() > HEAD) {
                    return null;
                }
                head.append((char) read);
            }
            String text = head.toString();
            int length = 0;
            for (String line : text.lines().toList()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            return new Ask(text.substring(0, text.indexOf(' ')), body.contains("\"stream\":true"), body);
        }

        /** Reads a request's head and nothing behind it. */
        void readHead() throws IOException {
            int last = 0;
            for (int seen = 0; seen < 2 && last >= 0; ) {
                last = in.read();
                seen = last == '\n' ? seen + 1 : last == '\r' ? seen : 0;
            }
        }

        void send(String... texts) throws IOException {
            for (String text : texts) {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            }
        }

        void sendSlowly(String text, int bytes, Duration gap) throws IOException {
            for (int from = 0; from < text.length(); from += bytes) {
                send(text.substring(from, Math.min(text.length(), from + bytes)));
                pause(gap);
            }
        }

        void pause(Duration time) throws IOException {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        /** What was sent arrives first: a reset overtakes it else. */
        void reset() throws IOException {
            pause(Duration.ofMillis(30));
            raw.setSoLinger(true, 0);
            raw.close();
        }

        /** Ends the connection below TLS, which is not told. */
        void closeBelowTls() throws IOException {
            raw.shutdownOutput();
            silence();
        }

        /** Says nothing more until the other side leaves. */
        void silence() throws IOException {
            raw.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }
}
