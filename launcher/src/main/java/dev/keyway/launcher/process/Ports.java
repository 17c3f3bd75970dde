package dev.keyway.launcher.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Ports of this machine, and what listens on them. */
public final class Ports {

    private static final int PATIENCE_MILLIS = 2000;

    private Ports() {}

    /** Whether anything accepts connections there. */
    public static boolean isListening(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(reachable(address), port), PATIENCE_MILLIS);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    /** Whether the program with this management port reports that it is ready. */
    public static boolean isReady(String address, int port) {
        try {
            URI health = URI.create("http://" + reachable(address) + ":" + port + "/actuator/health/readiness");
            HttpURLConnection call = (HttpURLConnection) health.toURL().openConnection();
            call.setConnectTimeout(PATIENCE_MILLIS);
            call.setReadTimeout(PATIENCE_MILLIS);
            return call.getResponseCode() == HttpURLConnection.HTTP_OK
                    && new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains("\"UP\"");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A port that is free now. */
    public static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Whoever listens on all addresses is reached on the loopback address. */
    private static String reachable(String address) {
        return switch (address) {
            case "", "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
        };
    }
}
