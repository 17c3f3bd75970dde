package dev.keyway.testkit.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A company's proxy: takes CONNECT only, asks for a password, and alone knows where some hosts are. */
public final class ConnectProxy extends SocketRelay {

    private final String credentials;
    private final Map<String, Integer> hosts;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** Listens for that user, and knows these hosts, each at a port of this machine. */
    public ConnectProxy(String user, String password, Map<String, Integer> hosts) throws IOException {
        super(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        this.credentials = "proxy-authorization: basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        this.hosts = Map.copyOf(hosts);
        start();
    }

    /** The hosts and ports that were asked for with the right password, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    protected Socket connect(Socket client) throws IOException {
        List<String> head = head(client.getInputStream());
        if (head.stream().noneMatch(this::isCredentials)) {
            throw refuse(client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"");
        }
        String request = head.getFirst();
        if (!request.startsWith("CONNECT ")) {
            throw refuse(client, "405 Method Not Allowed");
        }
        String target = request.substring("CONNECT ".length(), request.lastIndexOf(' '));
        asked.add(target);
        Integer port = hosts.get(target.substring(0, target.lastIndexOf(':')));
        if (port == null) {
            throw refuse(client, "502 Bad Gateway");
        }
        Socket other = dial(port);
        client.getOutputStream()
                .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return other;
    }

    private boolean isCredentials(String line) {
        return line.length() == credentials.length()
                && line.regionMatches(true, 0, credentials, 0, credentials.indexOf("basic") + 6)
                && line.endsWith(credentials.substring(credentials.indexOf("basic") + 6));
    }

    private static IOException refuse(Socket client, String status) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return new IOException(status);
    }

    private static List<String> head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client left");
            }
            head.append((char) next);
        }
        return head.toString().lines().toList();
    }
}
