package dev.keyway.bench.admin;

import dev.keyway.bench.rig.AdminService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the admin service as its owner. */
public final class AdminClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final URI admin;
    private final String token;

    private AdminClient(HttpClient http, URI admin, String token) {
        this.http = http;
        this.admin = admin;
        this.token = token;
    }

    /** Signs in with the password, and from then on uses an access token. */
    public static AdminClient signIn(URI admin) throws InterruptedException {
        CookieManager cookies = new CookieManager();
        try (HttpClient browser = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .build()) {
            String unused = send(
                    browser,
                    HttpRequest.newBuilder(admin.resolve("/api/v1/session"))
                            .header("Content-Type", "application/json")
                            .POST(body("{\"login\": \"%s\", \"password\": \"%s\"}"
                                    .formatted(AdminService.LOGIN, AdminService.PASSWORD))));
            String xsrf = cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .orElseThrow();
            String issued = send(
                    browser,
                    HttpRequest.newBuilder(admin.resolve("/api/v1/me/access-tokens"))
                            .header("Content-Type", "application/json")
                            .header("X-XSRF-TOKEN", xsrf)
                            .POST(body("{\"name\": \"bench\"}")));
            return new AdminClient(
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                    admin,
                    JSON.readTree(issued).path("secret").asString());
        }
    }

    public JsonNode get(String path) throws InterruptedException {
        return JSON.readTree(send(http, request(path)));
    }

    JsonNode put(String path, String contentType, String body) throws InterruptedException {
        return JSON.readTree(
                send(http, request(path).header("Content-Type", contentType).PUT(body(body))));
    }

    /** As it is sent. */
    String text(String path, String accept) throws InterruptedException {
        return send(http, request(path).header("Accept", accept));
    }

    JsonNode post(String path, String contentType, String body) throws InterruptedException {
        return JSON.readTree(
                send(http, request(path).header("Content-Type", contentType).POST(body(body))));
    }

    /** Posts JSON. */
    public JsonNode post(String path, String body) throws InterruptedException {
        return post(path, "application/json", body);
    }

    /** Reads a text to its end. @return number of its lines */
    public long lines(String path) throws InterruptedException {
        try {
            HttpResponse<InputStream> response =
                    http.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(response.uri() + " answered " + response.statusCode());
            }
            byte[] buffer = new byte[1 << 16];
            long lines = 0;
            try (InputStream body = response.body()) {
                for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                    for (int i = 0; i < count; i++) {
                        lines += buffer[i] == '\n' ? 1 : 0;
                    }
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(admin.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private static String send(HttpClient client, HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(
                        response.uri() + " answered " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
