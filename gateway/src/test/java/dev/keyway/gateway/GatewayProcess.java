package dev.keyway.gateway;

import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The gateway's jar as a process of its own, on the JDK of the test; its working directory is where its .env is. */
final class GatewayProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path output;
    private final int port;
    private final int managementPort;

    private GatewayProcess(Process process, Path output, int port, int managementPort) {
        this.process = process;
        this.output = output;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts it on free ports with no more of an environment than this; both its outputs go to one file. */
    static GatewayProcess start(Path directory, Map<String, String> environment, String... arguments) {
        try {
            int port = freePort();
            int managementPort = freePort();
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx256m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dio.netty.leakDetection.level=paranoid",
                    "-jar",
                    jar().toString()));
            command.addAll(List.of(arguments));
            Path output = Files.createTempFile("keyway-output-", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().put("SERVER_PORT", Integer.toString(port));
            builder.environment().put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
            builder.environment().putAll(environment);
            return new GatewayProcess(builder.start(), output, port, managementPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GatewayProcess awaitReady() {
        Awaiting.until("readiness of the gateway; said so far: " + output(), PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the gateway ended: " + output());
            }
            return isReady();
        });
        return this;
    }

    URI origin() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    HttpResponse<String> management(String path) {
        return TestGateway.send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + managementPort).resolve(path)));
    }

    HttpResponse<String> chat(String token, String model, boolean stream) {
        return TestGateway.send(HttpRequest.newBuilder(origin().resolve("/v1/chat/completions"))
                .header("authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(TestGateway.chatBody(model, "x", stream))));
    }

    /** What it said until now. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the gateway did not end: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private boolean isReady() {
        try {
            return management("/actuator/health/readiness").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Path jar() {
        String named = System.getProperty("keyway.gateway.jar");
        return Stream.of(named == null ? "target/keyway-gateway.jar" : named, "gateway/target/keyway-gateway.jar")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .map(Path::toAbsolutePath)
                .orElseThrow(() -> new AssertionError("no gateway jar; build it with 'mvn -pl gateway -am package'"));
    }
}
