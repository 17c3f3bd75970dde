package dev.keyway.bench.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No provider key, token, prompt, answer or user is in a file of the gateway, in a table, in a log or in an answer about usage. */
class CanariesIT {

    private static final String MODEL = "gpt-4o-mini";
    private static final String KEY = "sk-canary-of-the-provider";
    private static final String PROMPT = "canary-of-the-prompt";
    private static final String ANSWER = "canary-of-the-answer";
    private static final String USER = "canary-of-the-user";
    private static final String FAILURE = "canary-of-the-failure";

    @Test
    void nothingThatIsSecretIsRecorded(@TempDir Path folder) throws Exception {
        try (Pair pair = Pair.in(folder).provider(fake -> fake.keys(KEY)).start();
                Connection connection = pair.connect()) {
            pair.price(MODEL, "0.15", "0.60");
            useOnly(pair);
            pair.provider()
                    .when(Match.model(MODEL))
                    .times(1)
                    .reply(Reply.status(400).body("{\"error\": {\"message\": \"%s\"}}".formatted(FAILURE)));
            pair.provider().when(Match.model(MODEL)).reply(Reply.ok().text(ANSWER));
            String id = "";
            for (boolean stream : new boolean[] {false, false, true}) {
                HttpResponse<String> response = chat(pair, stream);
                id = response.headers().firstValue("x-request-id").orElseThrow();
            }
            assertThat(pair.provider().lastRequest().text()).contains(PROMPT);
            new Calls(pair).chats(1, pair.token()).requireBooked(Books.of(connection));

            // A running gateway replaces its files by way of temporary ones, which can be gone when they are read.
            int unused = pair.gateway().terminate();
            Map<String, String> places = places(pair, Books.of(connection));
            for (String canary : List.of(KEY, pair.token(), PROMPT, ANSWER, USER, FAILURE)) {
                assertThat(holding(places, canary)).as(canary).isEmpty();
            }
            assertThat(holding(places, id))
                    .as("what is recorded is found")
                    .contains(
                            "usage_event",
                            "the output of the gateway",
                            "key_usage.log.0000000001",
                            "/api/v1/usage/requests");
        }
    }

    private static void useOnly(Pair pair) {
        String keys = "/api/v1/providers/fake/keys";
        List<String> others = pair.owner()
                .get(keys)
                .get("items")
                .valueStream()
                .map(key -> key.get("id").asString())
                .toList();
        var unused = pair.owner().post(keys, "{\"name\": \"only\", \"secret\": \"%s\"}".formatted(KEY));
        others.forEach(key -> pair.owner().delete(keys + "/" + key));
        pair.awaitConfiguration();
    }

    private static HttpResponse<String> chat(Pair pair, boolean stream) throws IOException, InterruptedException {
        String body = """
                {"model": "fake/%s", "stream": %b, "user": "%s", "messages": [{"role": "user", "content": "%s"}]}""".formatted(MODEL, stream, USER, PROMPT);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(pair.gateway().origin().resolve("/v1/chat/completions"))
                                .header("authorization", "Bearer " + pair.token())
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** All that is stored, printed and answered, by its place. */
    private static Map<String, String> places(Pair pair, Books books) throws IOException {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("the output of the gateway", pair.gateway().output());
        places.put("the output of the admin service", pair.admin().output());
        Path state = pair.home().resolve(Pair.GATEWAY_STATE);
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                places.put(
                        state.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        for (String table : books.lines(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'keyway' AND table_type = 'BASE TABLE'")) {
            places.put(
                    table, String.join("\n", books.lines("SELECT t::text FROM keyway.\"%s\" AS t".formatted(table))));
        }
        for (String path : List.of("requests", "summary?groupBy=model", "summary?groupBy=token", "gaps", "rejected")) {
            String route = "/api/v1/usage/" + path;
            places.put(route, pair.owner().get(route).toString());
        }
        books.entries().forEach(entry -> {
            String route = "/api/v1/usage/requests/" + entry.id();
            places.put(route, pair.owner().get(route).toString());
        });
        return places;
    }

    /** The places that have a text, as it is, in hexadecimal digits or in Base64. */
    private static List<String> holding(Map<String, String> places, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> forms = List.of(
                text,
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes));
        return places.entrySet().stream()
                .filter(place -> forms.stream().anyMatch(place.getValue()::contains))
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
    }
}
