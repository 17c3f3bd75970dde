package dev.keyway.bench.pair;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API of the admin service, as its owner calls it. */
public final class OwnerApi {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI origin;
    private final String token;

    private OwnerApi(URI origin, String token) {
        this.origin = origin;
        this.token = token;
    }

    /** Signs in and makes an access token. */
    public static OwnerApi signIn(URI origin, String password) {
        CookieManager cookies = new CookieManager();
        HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();
        require(
                send(
                        browser,
                        HttpRequest.newBuilder(origin.resolve("/api/v1/session"))
                                .header("content-type", "application/json")
                                .POST(BodyPublishers.ofString(
                                        "{\"login\": \"owner\", \"password\": \"" + password + "\"}"))),
                204);
        String csrf = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().contains("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
        JsonNode made = require(
                send(
                        browser,
                        HttpRequest.newBuilder(origin.resolve("/api/v1/me/access-tokens"))
                                .header("content-type", "application/json")
                                .header("x-xsrf-token", csrf)
                                .POST(BodyPublishers.ofString(
                                        "{\"name\": \"tests\", \"expiresAt\": \"2099-01-01T00:00:00Z\"}"))),
                201);
        return new OwnerApi(origin, made.get("secret").asString());
    }

    /** The owner's access token. */
    public String token() {
        return token;
    }

    public JsonNode get(String path) {
        return require(call(path, request -> request.GET()), 200);
    }

    public JsonNode post(String path, String body) {
        return require(call(path, request -> request.POST(BodyPublishers.ofString(body))), 201);
    }

    /** Posts what makes nothing. */
    public JsonNode act(String path, String body) {
        return require(call(path, request -> request.POST(BodyPublishers.ofString(body))), 200);
    }

    public JsonNode put(String path, String body) {
        return require(call(path, request -> request.PUT(BodyPublishers.ofString(body))), 200);
    }

    public JsonNode patch(String path, String body) {
        return require(call(path, request -> request.method("PATCH", BodyPublishers.ofString(body))), 200);
    }

    public void delete(String path) {
        JsonNode unused = require(call(path, request -> request.DELETE()), 204);
    }

    private HttpResponse<String> call(String path, UnaryOperator<HttpRequest.Builder> method) {
        return send(
                CLIENT,
                method.apply(HttpRequest.newBuilder(origin.resolve(path))
                        .header("content-type", "application/json")
                        .header("if-match", "*")
                        .header("authorization", "Bearer " + token)));
    }

    private static JsonNode require(HttpResponse<String> answer, int status) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
