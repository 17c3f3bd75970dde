package dev.keyway.bench.pair;

import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tenant with a team and a token of its own, whose limits and budgets a test sets. */
final class Subject {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration BOOKED = Duration.ofMinutes(1);

    private final Pair pair;
    private final String name;
    private final String tokenId;
    private final String token;

    private Subject(Pair pair, String name, String tokenId, String token) {
        this.pair = pair;
        this.name = name;
        this.tokenId = tokenId;
        this.token = token;
    }

    /** Makes one, in UTC. */
    static Subject of(Pair pair, String name) {
        JsonNode unused = pair.owner().post("/api/v1/tenants", "{\"name\": \"%s\", \"zone\": \"UTC\"}".formatted(name));
        unused = pair.owner().post("/api/v1/tenants/" + name + "/teams", "{\"name\": \"%s\"}".formatted(name));
        return of(pair, name, name);
    }

    /** Another token of the same team. */
    Subject another(String tokenName) {
        return of(pair, name, tokenName);
    }

    private static Subject of(Pair pair, String name, String tokenName) {
        JsonNode issued = pair.owner()
                .post(
                        "/api/v1/tenants/%1$s/teams/%1$s/tokens".formatted(name),
                        "{\"name\": \"%s\"}".formatted(tokenName));
        return new Subject(
                pair, name, issued.get("id").asString(), issued.get("secret").asString());
    }

    String token() {
        return token;
    }

    /** The path of a level in the API of the admin service. */
    String path(String level) {
        String tenant = "/api/v1/tenants/" + name;
        return switch (level) {
            case "tenant" -> tenant;
            case "team" -> tenant + "/teams/" + name;
            default -> tenant + "/teams/" + name + "/tokens/" + tokenId;
        };
    }

    /** Sets limits of a level, such as {@code "requestsPerMinute": 20}. */
    void limit(String level, String members) {
        JsonNode unused = pair.owner().patch(path(level) + "/limits", "{" + members + "}");
        pair.awaitConfiguration();
    }

    /**
     * Makes a budget of a level.
     *
     * @return its path
     */
    String budget(String level, String period, String dollars, boolean strict) {
        JsonNode made = pair.owner()
                .post(
                        path(level) + "/budgets",
                        "{\"period\": \"%s\", \"amount\": \"%s\", \"strict\": %b}".formatted(period, dollars, strict));
        pair.awaitConfiguration();
        return path(level) + "/budgets/" + made.get("id").asString();
    }

    HttpResponse<String> chat(String model) {
        return pair.chat(token, model, false);
    }

    /** Calls at once. */
    List<HttpResponse<String>> chats(int count, String model) {
        return chats(List.of(pair.gateway()), count, model);
    }

    /** Calls at once, at several gateways in turn. */
    List<HttpResponse<String>> chats(List<PairProgram> gateways, int count, String model) {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                PairProgram at = gateways.get(i % gateways.size());
                calls.add(CompletableFuture.supplyAsync(() -> pair.chat(at, token, model, false), clients));
            }
            return calls.stream().map(CompletableFuture::join).toList();
        }
    }

    /** Waits until the tenant's spend is booked, in nano-dollars. */
    void awaitSpent(long nanos) {
        Awaiting.value("spend of " + name, BOOKED, this::spent, spent -> spent == nanos);
    }

    private long spent() {
        try (Connection connection = pair.connect()) {
            return Books.of(connection)
                    .lines(
                            "SELECT coalesce(sum(nanos), 0) FROM keyway.spend WHERE scope = 'TENANT' AND period = 'TOTAL' AND scope_id = "
                                    + "(SELECT id FROM keyway.tenant WHERE name = '" + name + "')")
                    .stream()
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@code GET /v1/key} shows of a token. */
    JsonNode key() {
        return key(pair.gateway());
    }

    /** The same at one of several gateways. */
    JsonNode key(PairProgram gateway) {
        return get(gateway.origin().resolve("/v1/key"));
    }

    private JsonNode get(URI uri) {
        try {
            HttpResponse<String> answer = CLIENT.send(
                    HttpRequest.newBuilder(uri)
                            .header("authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The stable code of an error; empty if it is none. */
    static String code(HttpResponse<String> answer) {
        return answer.statusCode() < 400
                ? ""
                : JSON.readTree(answer.body()).path("error").path("code").asString("");
    }

    static long count(List<HttpResponse<String>> answers, int status) {
        return answers.stream().filter(answer -> answer.statusCode() == status).count();
    }
}
