package dev.keyway.testkit.raw;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * One TCP connection that sends exactly what it is told and reads exactly what comes: lying lengths, header floods, slow
 * senders, aborted requests. Text is ISO 8859-1, one byte a character. Blocking; for tests only.
 */
public final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects to the host and port of an address; reads give up after 10 s. */
    public static RawClient connect(URI origin) throws IOException {
        return connect(origin.getHost(), origin.getPort());
    }

    /** Connects; reads give up after 10 s. */
    public static RawClient connect(String host, int port) throws IOException {
        return connect(host, port, 0);
    }

    /** Connects with a receive buffer of so many bytes (0 for the system's), so that a client that does not read is felt. */
    public static RawClient connect(String host, int port, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
        return new RawClient(socket);
    }

    public RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    public RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends so many bytes at a time, with a pause between. */
    public RawClient sendSlowly(String text, int bytes, Duration pause) throws IOException {
        for (int from = 0; from < text.length(); from += bytes) {
            send(text.substring(from, Math.min(text.length(), from + bytes)));
            LockSupport.parkNanos(pause.toNanos());
        }
        return this;
    }

    /** A POST of JSON with a true length. */
    public RawClient post(String path, String key, String body) throws IOException {
        return post(path, key, body, body.length());
    }

    /** A POST of JSON that claims that length, whatever it is. */
    public RawClient post(String path, String key, String body, long claimedLength) throws IOException {
        return send(requestHead("POST", path, key) + "content-type: application/json\r\ncontent-length: "
                + claimedLength + "\r\n\r\n" + body);
    }

    /** A GET with that many further headers of that many bytes each. */
    public RawClient headerFlood(String path, String key, int headers, int bytesEach) throws IOException {
        StringBuilder flood = new StringBuilder(requestHead("GET", path, key));
        for (int i = 0; i < headers; i++) {
            flood.append("x-flood-")
                    .append(i)
                    .append(": ")
                    .repeat("f", bytesEach)
                    .append("\r\n");
        }
        return send(flood.append("\r\n").toString());
    }

    /** The request line, host and bearer key, each with its line end; the empty line is still to come. */
    public String requestHead(String method, String path, String key) {
        return method + " " + path + " HTTP/1.1\r\nhost: "
                + socket.getInetAddress().getHostAddress() + ":" + socket.getPort() + "\r\nauthorization: Bearer " + key
                + "\r\n";
    }

    /** No more will be sent; what comes can still be read. */
    public RawClient endOfSending() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Reads up to and with that text, or to the end if it never comes. */
    public String readUntil(String text) throws IOException {
        StringBuilder read = new StringBuilder();
        char last = text.charAt(text.length() - 1);
        for (int next = in.read(); next >= 0; next = in.read()) {
            read.append((char) next);
            if (next == last && read.lastIndexOf(text) == read.length() - text.length()) {
                break;
            }
        }
        return read.toString();
    }

    /** Reads so many bytes, fewer if the end comes first. */
    public byte[] readBytes(int count) throws IOException {
        return in.readNBytes(count);
    }

    /** Reads to the end of the connection. */
    public String readToEnd() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Reads one answer by its own framing. */
    public RawAnswer readAnswer() throws IOException {
        return RawAnswer.read(this);
    }

    /** Whether the other side has closed or reset the connection with nothing left to read; waits for it. */
    public boolean closedByPeer() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** How long a read waits before it fails with a {@link java.net.SocketTimeoutException}. */
    public RawClient patience(Duration duration) throws IOException {
        socket.setSoTimeout((int) duration.toMillis());
        return this;
    }

    /** Aborts with a TCP reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
