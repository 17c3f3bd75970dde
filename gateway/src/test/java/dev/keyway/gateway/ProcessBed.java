package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import dev.keyway.testkit.provider.FakeProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Directory of a gateway that runs as its own process, with an {@code .env} file, a fake provider and three of its keys.
 * Every secret in it contains one marker, and {@link #close} fails if anything that the gateway printed, wrote or sent
 * contains the marker. The gateway logs everything, at level debug.
 */
final class ProcessBed implements AutoCloseable {

    static final String TOKEN = "token-c4n4ry-token-of-the-tests";
    static final String ONE = "sk-c4n4ry-one";
    static final String TWO = "sk-c4n4ry-two";
    static final String THREE = "sk-c4n4ry-three";
    private static final List<String> KEYS = List.of(ONE, TWO, THREE);
    private static final String PROXY_PASSWORD = "c4n4ry-password";
    private static final String MARKER = "c4n4ry";

    private final Path directory;
    private final FakeProvider provider = FakeProvider.start(ONE, TWO, THREE);
    private final List<GatewayProcess> started = new ArrayList<>();
    private final List<String> received = new ArrayList<>();

    ProcessBed(Path directory) {
        this.directory = directory;
        write(
                ".env",
                "\uFEFFPROXY_API_KEY=\"old\"\r\n"
                        + "PROXY_API_KEY='" + TOKEN + "'\r\n"
                        + "# a comment\r\n"
                        + "export OPENAI_API_KEY_1=\"" + ONE + "\" # the first\r\n"
                        + "OPENAI_API_KEY_2=" + TWO + "\r\n"
                        + "OPENAI_API_KEY_3=\r\n"
                        + "OPENAI_API_KEY_4=" + THREE + "\r\n"
                        + "OPENAI_API_BASE=" + provider.v1() + "\r\n"
                        + "FAR_API_BASE=https://far.example.invalid/v1\r\n"
                        + "FAR_API_KEY=sk-c4n4ry-far\r\n"
                        + "HTTPS_PROXY=http://someone:" + PROXY_PASSWORD + "@localhost:" + provider.port() + "\r\n"
                        + "NO_PROXY=127.0.0.1\r\n"
                        + "GLOBAL_TIMOUT=10\r\n"
                        + "KEYWAY_LOG_FORMAT=json\r\n"
                        + "KEYWAY_DRAIN=60\r\n");
    }

    FakeProvider provider() {
        return provider;
    }

    Path stateDirectory() {
        return directory.resolve(".keyway");
    }

    void write(String file, String content) {
        try {
            Path target = directory.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GatewayProcess startGateway() {
        GatewayProcess gateway = GatewayProcess.start(directory, Map.of("LOGGING_LEVEL_ROOT", "debug"));
        started.add(gateway);
        return gateway;
    }

    HttpResponse<String> call(GatewayProcess gateway, String model, boolean stream) {
        return call(gateway, TOKEN, model.contains("/") ? model : "openai/" + model, stream);
    }

    HttpResponse<String> call(GatewayProcess gateway, String token, String model, boolean stream) {
        return remember(gateway.chat(token, model, stream));
    }

    HttpResponse<String> get(GatewayProcess gateway, String path) {
        return remember(TestGateway.send(
                HttpRequest.newBuilder(gateway.origin().resolve(path)).header("authorization", "Bearer " + TOKEN)));
    }

    HttpResponse<String> management(GatewayProcess gateway, String path) {
        return remember(gateway.management(path));
    }

    private HttpResponse<String> remember(HttpResponse<String> response) {
        received.add(response.headers().map() + "\n" + response.body());
        return response;
    }

    /** The sum of one count of one model over all keys, in the state file. */
    int count(String model, String count) {
        return KEYS.stream()
                .mapToInt(key -> state(key)
                        .path("daily")
                        .path("models")
                        .path(model)
                        .path(count)
                        .asInt(0))
                .sum();
    }

    /** What the state file says about a key. */
    JsonNode state(String key) {
        return JsonMapper.shared()
                .readTree(read(stateDirectory().resolve("key_usage.json")))
                .path(Secret.of(key).fingerprint());
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        started.forEach(GatewayProcess::close);
        provider.close();
        assertThat(leaks()).isEmpty();
        assertThat(started)
                .allSatisfy(gateway ->
                        assertThat(gateway.output()).contains("DEBUG").doesNotContain("LEAK:"));
    }

    private List<String> leaks() throws IOException {
        List<String> texts = new ArrayList<>(received);
        started.forEach(gateway -> texts.add(gateway.output()));
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(".env"))
                    .forEach(file -> texts.add(read(file)));
        }
        return texts.stream()
                .flatMap(String::lines)
                .filter(line -> line.contains(MARKER) || line.contains(basicCredentials()))
                .filter(line -> !line.contains("echo:"))
                .map(line -> line.substring(0, Math.min(400, line.length())))
                .distinct()
                .toList();
    }

    /** The last part of the proxy's credentials as a Basic header encodes them. */
    private static String basicCredentials() {
        return Base64.getEncoder()
                .encodeToString(("someone:" + PROXY_PASSWORD).getBytes(StandardCharsets.UTF_8))
                .substring(12);
    }
}
