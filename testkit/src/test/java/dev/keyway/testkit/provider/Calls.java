package dev.keyway.testkit.provider;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Plain calls of a fake provider with the JDK's client. */
final class Calls implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    HttpResponse<String> chat(FakeProvider provider, String key, String body) throws IOException, InterruptedException {
        return post(URI.create(provider.v1() + "/chat/completions"), key, body);
    }

    HttpResponse<String> post(URI uri, String key, String body) throws IOException, InterruptedException {
        return send(request(uri, key).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(URI uri, String key) throws IOException, InterruptedException {
        return send(request(uri, key).GET());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static HttpRequest.Builder request(URI uri, String key) {
        return HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(10))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json");
    }

    static String plain(String text) {
        return "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    }

    static String stream(String text) {
        return "{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    }

    static String counted(String text) {
        return "{\"model\":\"gpt-4o\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":"
                + "[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    }

    @Override
    public void close() {
        http.close();
    }
}
