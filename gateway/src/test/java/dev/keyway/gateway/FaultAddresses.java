package dev.keyway.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Addresses where each fault is met, by the fault's name, and one where all is well. */
final class FaultAddresses implements AutoCloseable {

    private final Map<String, URI> faults = new LinkedHashMap<>();
    private final List<Closeable> open = new ArrayList<>();
    private final URI good;
    private final Path authority;

    private FaultAddresses(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        unreachable();
        PrivateAuthority trusted = authority(folder, "trusted", "localhost");
        PrivateAuthority elsewhere = authority(folder, "elsewhere", "elsewhere.example");
        PrivateAuthority stranger = authority(folder, "stranger", "localhost");
        authority = bundle(folder, trusted.pem(), elsewhere.pem());
        tls(trusted.server(), elsewhere.server(), stranger.server());
        for (Map.Entry<String, FaultyServer.Behaviour> fault : Faults.all().entrySet()) {
            faults.put(fault.getKey(), at(FaultyServer.start(fault.getValue())));
        }
        good = at(FaultyServer.start(Faults.well()));
    }

    static FaultAddresses open(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        return new FaultAddresses(folder);
    }

    /** Addresses by fault, in the order in which a call gets on. */
    Map<String, URI> faults() {
        return faults;
    }

    /** Where all is well. */
    URI good() {
        return good;
    }

    /** Whom to trust. */
    Path authority() {
        return authority;
    }

    private void unreachable() throws IOException {
        faults.put("a name that does not resolve", URI.create("http://no-such-host.invalid/v1"));
        ServerSocket refusing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        refusing.close();
        faults.put("connection refused", http(refusing.getLocalPort()));
        faults.put("connection never accepted", http(full()));
    }

    /** A port whose queue of connections is full, so that the kernel answers no more. */
    private int full() throws IOException {
        ServerSocket crowded = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.add(crowded);
        while (true) {
            Socket waiting = new Socket();
            open.add(waiting);
            try {
                waiting.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), crowded.getLocalPort()), 300);
            } catch (SocketTimeoutException itIsFull) {
                return crowded.getLocalPort();
            }
        }
    }

    private void tls(SSLContext trusted, SSLContext elsewhere, SSLContext stranger) throws IOException {
        FaultyServer.Behaviour well = wire -> {
            wire.secured();
            Faults.well().serve(wire);
        };
        faults.put("TLS: an authority that nobody trusts", at(FaultyServer.start(well, stranger)));
        faults.put("TLS: another host's certificate", at(FaultyServer.start(well, elsewhere)));
        faults.put(
                "TLS: plain HTTP answers",
                at(FaultyServer.start(
                        wire -> wire.send("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"), trusted)));
        faults.put("TLS: closed within the handshake", at(FaultyServer.start(wire -> {}, trusted)));
        faults.put("TLS: a handshake that never ends", at(FaultyServer.start(FaultyServer.Wire::silence, trusted)));
        faults.put(
                "TLS: ends below TLS within the body",
                at(FaultyServer.start(
                        wire -> {
                            wire.secured();
                            Faults.half().serve(wire);
                            wire.closeBelowTls();
                        },
                        trusted)));
    }

    private static PrivateAuthority authority(Path folder, String name, String host)
            throws IOException, InterruptedException {
        return new PrivateAuthority(Files.createDirectory(folder.resolve(name)), host);
    }

    private static Path bundle(Path folder, Path... authorities) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path authority : authorities) {
            all.append(Files.readString(authority));
        }
        return Files.writeString(folder.resolve("bundle.pem"), all);
    }

    private URI at(FaultyServer server) {
        open.add(server);
        return server.v1();
    }

    private static URI http(int port) {
        return URI.create("http://127.0.0.1:" + port + "/v1");
    }

    @Override
    public void close() throws IOException {
        for (Closeable one : open) {
            one.close();
        }
    }
}
