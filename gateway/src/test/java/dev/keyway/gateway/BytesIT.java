package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes up and comes down is what was sent, byte for byte, but for what a provider does not take. */
class BytesIT {

    private static final String CHAT = "/v1/chat/completions";

    private static FakeProvider provider;
    private static FakeProvider gemini;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-one");
        gemini = FakeProvider.start("sk-gemini");
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-one")
                .provider("gemini", gemini.geminiOpenAi(), "sk-gemini")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
        gemini.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
        gemini.reset();
    }

    @Test
    void sendsUpWhatWasSentButForTheModelsName() {
        String body = """
                {  "z":1.0, "a" : 1e3,"huge":123456789012345678901234567890, "neg":-0.0,
                \t"unknown":{"deep":[1 , 2,{"k":null}]},"messages":[{"role":"user","content":"echo:b 😀 \\u00e9 \\ud83d\\ude00 \\/ \\n é"}],
                "model":"%s","seed":1E-7 ,"metadata":{"model":"openai/inner"} }""";

        HttpResponse<String> answer = gateway.post(CHAT, body.formatted("openai/gpt-4o"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(provider.lastRequest().text()).isEqualTo(body.formatted("gpt-4o"));
        assertThat(answer.headers().firstValue("x-keyway-dropped")).isEmpty();
        assertThat(answer.headers().firstValue("x-keyway-model")).hasValue("gpt-4o");
    }

    @Test
    void bringsDownWhatWasAnswered() {
        String answered =
                "{ \"b\":1.0,\"a\":1e3 ,\n\t\"choices\":[{\"message\":{\"content\":\"😀 \\u00e9 \\/\"}}],\"x\":{\"y\":[ ]} }\n";
        provider.when(Match.anyRequest()).reply(Reply.status(200).body(answered));

        HttpResponse<String> answer = gateway.chat("openai/gpt-4o", "m");

        assertThat(answer.body()).isEqualTo(answered);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai/o3-mini|\"max_tokens\":5,\"temperature\":0.5|\"max_completion_tokens\":5|temperature",
                "openai/gpt-5-mini|\"temperature\":0.5,\"max_tokens\":5|\"max_completion_tokens\":5|temperature",
                "openai/gpt-5|\"temperature\":0.5,\"temperature\":0.6,\"top_k\":1|\"user\":\"u\"|top_k,temperature",
                "openai/gpt-5|\"\\u0074emperature\":0.5,\"user\":\"u\"|\"user\":\"u\"|temperature",
                "openai/gpt-4o|\"thinking\":{\"type\":\"enabled\"},\"user\":\"u\"|\"user\":\"u\"|thinking"
            })
    void dropsAndRenamesWhatOpenAiDoesNotTake(String model, String extra, String stays, String dropped) {
        String messages = ",\"messages\":[{\"role\":\"user\",\"content\":\"echo:m\"}]";
        String tail = extra.contains("\"user\"") || !stays.contains("user") ? "" : ",\"user\":\"u\"";

        HttpResponse<String> answer =
                gateway.post(CHAT, "{\"model\":\"" + model + "\"" + messages + "," + extra + tail + "}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-keyway-dropped").orElse("").split(","))
                .containsExactlyInAnyOrder(dropped.split(","));
        assertThat(provider.lastRequest().text())
                .isEqualTo("{\"model\":\"" + model.substring(7) + "\"" + messages + "," + stays + "}");
    }

    @Test
    void removesThinkingForGemini() {
        HttpResponse<String> answer = gateway.post(CHAT, """
                {"thinking":{"type":"enabled"},"model":"gemini/gemini-2.5-flash","\\u0074hinking":1,"messages":[{"role":"user","content":"echo:m"}]}""");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(gemini.lastRequest().text()).isEqualTo("""
                        {"model":"gemini-2.5-flash","messages":[{"role":"user","content":"echo:m"}]}""");
        assertThat(answer.headers().firstValue("x-keyway-dropped")).hasValue("thinking");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"model\":\"gemini/gemini-2.5-flash\",\"model\":\"openai/gpt-4o\"",
                "\"\\u006dodel\":\"gemini/gemini-2.5-flash\",\"model\":\"openai/gpt-4o\"",
                "\"model\":\"gemini/gemini-2.5-flash\",\"mode\\u006c\":\"openai/gpt-4o\""
            })
    void asksForTheOneModelThatItLookedAt(String models) {
        HttpResponse<String> answer =
                gateway.post(CHAT, "{" + models + ",\"messages\":[{\"role\":\"user\",\"content\":\"echo:m\"}]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-keyway-provider")).hasValue("openai");
        assertThat(provider.lastRequest().text())
                .isEqualTo("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"echo:m\"}]}");
        assertThat(gemini.requests(Match.path(CHAT))).isEmpty();
    }

    @Test
    void streamsWhatWasStreamed() {
        HttpResponse<String> direct = TestGateway.send(
                java.net.http.HttpRequest.newBuilder(java.net.URI.create(provider.v1() + "/chat/completions"))
                        .header("authorization", "Bearer sk-one")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(usageAsked("gpt-4o"))));

        HttpResponse<String> answer = gateway.post(CHAT, usageAsked("openai/gpt-4o"));

        assertThat(answer.body()).isEqualTo(direct.body());
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
    }

    private static String usageAsked(String model) {
        return "{\"model\":\"" + model + "\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"echo:s\"}]}";
    }
}
