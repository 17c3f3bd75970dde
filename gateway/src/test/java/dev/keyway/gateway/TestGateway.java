package dev.keyway.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway in this JVM, on a port of its own, with a state directory of its own. */
public final class TestGateway implements AutoCloseable {

    /** The proxy token that it knows. */
    public static final String TOKEN = "test-proxy-token-c4n4ry";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ConfigurableApplicationContext context;
    private final URI origin;

    private TestGateway(ConfigurableApplicationContext context) {
        this.context = context;
        this.origin = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    /** A gateway whose only provider is OpenAI, at the given address. */
    public static TestGateway openAi(URI baseUrl, String... keys) {
        return builder().provider("openai", baseUrl, keys).start();
    }

    public static Builder builder() {
        return new Builder();
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public URI origin() {
        return origin;
    }

    /** An answer to a JSON body sent with the token. */
    public HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** An answer to a GET with the token. */
    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** A chat request that can be told from others by its marker. */
    public HttpResponse<String> chat(String model, String marker) {
        return post("/v1/chat/completions", chatBody(model, marker, false));
    }

    /** The same, streamed. */
    public HttpResponse<String> chatStream(String model, String marker) {
        return post("/v1/chat/completions", chatBody(model, marker, true));
    }

    public static String chatBody(String model, String marker, boolean stream) {
        return """
                {"model":"%s","messages":[{"role":"user","content":"echo:%s"}]%s}""".formatted(model, marker, stream ? ",\"stream\":true" : "");
    }

    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(origin.resolve(path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    public static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** What the gateway is told. */
    public static final class Builder {

        private final Map<String, Object> properties = new LinkedHashMap<>();
        private final List<Class<?>> sources = new ArrayList<>(List.of(GatewayApplication.class));

        private Builder() {
            properties.put("server.port", "0");
            properties.put("management.server.port", "0");
            properties.put("server.shutdown", "immediate");
            properties.put("spring.reactor.netty.shutdown-quiet-period", "0s");
            properties.put("keyway.standalone", "false");
            properties.put("keyway.endpoints", "true");
            properties.put("keyway.callers.test", TOKEN);
            properties.put("keyway.state-dir", stateDir().toString());
            properties.put("keyway.log-format", "text");
        }

        public Builder provider(String id, URI baseUrl, String... keys) {
            properties.put("keyway.providers." + id + ".base-url", baseUrl.toString());
            for (int i = 0; i < keys.length; i++) {
                properties.put("keyway.providers." + id + ".keys[" + i + "].value", keys[i]);
            }
            return this;
        }

        public Builder set(String property, Object value) {
            properties.put(property, value.toString());
            return this;
        }

        /** A further configuration class. */
        public Builder with(Class<?> source) {
            sources.add(source);
            return this;
        }

        public TestGateway start() {
            SpringApplication application = new SpringApplication(sources.toArray(Class<?>[]::new));
            String[] arguments = properties.entrySet().stream()
                    .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                    .toArray(String[]::new);
            return new TestGateway(application.run(arguments));
        }

        private static Path stateDir() {
            try {
                return Files.createTempDirectory("keyway-test-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
