package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Conversations by {@code /v1/responses} whose history names items: three keys are three accounts, and each knows its own. */
class ConversationIT {

    private static final String MODEL = "openai/gpt-5";

    /** For what lets an account rest, which concerns one model. */
    private static final String OTHER = "openai/gpt-4o";

    private static final String OTHER_TOKEN = "another-proxy-token-c4n4ry";

    private static FakeProvider provider;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-a", "sk-b", "sk-c");
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-a", "sk-b", "sk-c")
                .set("keyway.callers.other", OTHER_TOKEN)
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forgetCalls() {
        provider.reset();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goOnByReferencesToItemsWithTheAccountThatHasThem(boolean stream) {
        for (int chat = 0; chat < 3; chat++) {
            JsonNode answer = ask(stream, "[{\"role\":\"user\",\"content\":\"echo:1\"}]", "");
            String key = provider.lastRequest().key();
            for (int turn = 0; turn < 3; turn++) {
                answer = ask(
                        stream,
                        "[{\"role\":\"user\",\"content\":\"echo:1\"},{\"type\":\"item_reference\",\"id\":\""
                                + message(answer) + "\"},{\"role\":\"user\",\"content\":\"echo:2\"}]",
                        "");
                assertThat(provider.lastRequest().key()).isEqualTo(key);
            }
        }
        assertThat(callsByKey()).doesNotContain(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goOnByReasoningThatTheAccountKeepsOrEncrypted(boolean stream) {
        String reasoning = ",\"reasoning\":{\"effort\":\"low\"}";
        String encrypted = reasoning + ",\"store\":false,\"include\":[\"reasoning.encrypted_content\"]";
        for (String members : new String[] {reasoning, encrypted, reasoning}) {
            JsonNode answer = ask(stream, "\"echo:1\"", members);
            String key = provider.lastRequest().key();
            for (int turn = 0; turn < 3; turn++) {
                answer = ask(stream, history(answer), members);
                assertThat(provider.lastRequest().key()).isEqualTo(key);
            }
        }
        assertThat(callsByKey()).doesNotContain(0);
    }

    @Test
    void areContinuedByNobodyButTheirCaller() {
        JsonNode answer = ask(false, "\"echo:1\"", "");
        for (String stolen : List.of(
                "\"input\":[{\"type\":\"item_reference\",\"id\":\"" + message(answer) + "\"}]",
                "\"input\":\"echo:2\",\"previous_response_id\":\""
                        + answer.path("id").asString() + "\"")) {
            provider.reset();
            HttpResponse<String> refused =
                    TestGateway.send(HttpRequest.newBuilder(gateway.origin().resolve("/v1/responses"))
                            .header("Authorization", "Bearer " + OTHER_TOKEN)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"" + MODEL + "\"," + stolen + "}")));
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains("stateful_reference");
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void lookForWhatTheGatewayDoesNotKnowOnceInEachAccount() {
        String unknown = answeredTo("sk-c");

        HttpResponse<String> answer = post("[{\"type\":\"item_reference\",\"id\":\"" + unknown + "\"}]", "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(provider.lastRequest().key()).isEqualTo("sk-c");
        String next = message(Answers.json(answer.body()));
        assertThat(post(
                                "[{\"type\":\"item_reference\",\"id\":\"" + unknown
                                        + "\"},{\"type\":\"item_reference\",\"id\":\"" + next + "\"}]",
                                "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(provider.lastRequest().key()).isEqualTo("sk-c");
    }

    @Test
    void areToldByTheProviderThatNobodyHasAnItem() {
        HttpResponse<String> refused = post("[{\"type\":\"item_reference\",\"id\":\"msg-nobody\"}]", "");

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(Answers.json(refused.body()).at("/error/message").asString())
                .isEqualTo("Item with id 'msg-nobody' not found.");
        assertThat(refused.headers().firstValue("x-keyway-origin")).hasValue("provider");
        assertThat(callsByKey()).containsExactly(1, 1, 1);
        assertThat(gateway.chat(MODEL, "still").statusCode()).isEqualTo(200);
    }

    @Test
    void lookForTheAccountThatCanReadTheirReasoning() {
        HttpResponse<String> refused = post(
                "[{\"type\":\"reasoning\",\"id\":\"rs-1\",\"summary\":[],\"encrypted_content\":\"gAAAforeign\"}]", "");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Answers.json(refused.body()).at("/error/code").asString()).isEqualTo("invalid_encrypted_content");
        assertThat(callsByKey()).containsExactly(1, 1, 1);
    }

    @Test
    void areRefusedWithTheTimeToWaitWhileTheirAccountRestsThoughOthersAreIdle() {
        JsonNode answer = Answers.json(post(OTHER, "\"echo:1\"", "").body());
        String key = provider.lastRequest().key();
        provider.when(Match.key(key))
                .reply(Reply.error(Errors.openAi().rateLimited().retryAfter(Duration.ofSeconds(40))));
        String input = "[{\"type\":\"item_reference\",\"id\":\"" + message(answer) + "\"}]";
        assertThat(post(OTHER, input, "").statusCode()).isEqualTo(429);
        long calls = provider.requestCount();

        HttpResponse<String> refused = post(OTHER, input, "");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Answers.json(refused.body()).at("/error/code").asString()).isEqualTo("keys_cooling");
        assertThat(Answers.json(refused.body()).at("/error/message").asString())
                .startsWith("Only the account of 'openai' that stores what this request refers to can serve it.");
        assertThat(refused.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 40L);
        assertThat(provider.requestCount()).isEqualTo(calls);
        assertThat(post(OTHER, "\"echo:new\"", "").statusCode()).isEqualTo(200);
    }

    /** Has an answer of one account that the gateway never saw. @return the id of its message */
    private static String answeredTo(String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(provider.v1() + "/responses"))
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"gpt-4o\",\"input\":\"echo:x\"}"));
        return message(Answers.json(TestGateway.send(request).body()));
    }

    /** An answer's output as the next request's history, as frameworks send it: reasoning as it came, a message by its id. */
    private static String history(JsonNode answer) {
        ArrayNode input = Answers.json("[]").asArray();
        for (JsonNode item : answer.path("output")) {
            if (item.path("type").asString().equals("reasoning")) {
                input.add(item);
            } else {
                ObjectNode said = input.addObject().put("role", "assistant");
                said.set("content", item.path("content"));
            }
        }
        input.addObject().put("role", "user").put("content", "echo:2");
        return input.toString();
    }

    private static String message(JsonNode answer) {
        return answer.path("output")
                .path(answer.path("output").size() - 1)
                .path("id")
                .asString();
    }

    private static JsonNode ask(boolean stream, String input, String members) {
        HttpResponse<String> answer = post(input, members + ",\"stream\":" + stream);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return stream ? Answers.data(answer.body()).getLast().path("response") : Answers.json(answer.body());
    }

    private static HttpResponse<String> post(String input, String members) {
        return post(MODEL, input, members);
    }

    private static HttpResponse<String> post(String model, String input, String members) {
        return gateway.post("/v1/responses", "{\"model\":\"" + model + "\",\"input\":" + input + members + "}");
    }

    private static List<Integer> callsByKey() {
        List<Integer> calls = new ArrayList<>();
        for (String key : List.of("sk-a", "sk-b", "sk-c")) {
            List<ReceivedRequest> its = provider.requests(
                    request -> request.key().equals(key) && request.path().endsWith("/responses"));
            calls.add(its.size());
        }
        return calls;
    }
}
