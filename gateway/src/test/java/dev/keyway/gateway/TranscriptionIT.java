package dev.keyway.gateway;

import static dev.keyway.gateway.Forms.form;
import static dev.keyway.gateway.Forms.part;
import static dev.keyway.gateway.Forms.recording;
import static dev.keyway.gateway.Forms.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.usage.Unit;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code /v1/audio/transcriptions} and {@code /v1/audio/translations}: forms go up, JSON, text or events come down. */
class TranscriptionIT {

    private static final String TRANSCRIPTIONS = "/v1/audio/transcriptions";
    private static final byte[] FILE = part("name=\"file\"; filename=\"a.mp3\"", recording(5_000));

    private static FakeProvider provider;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-a", "sk-b");
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-a", "sk-b")
                .set("keyway.providers.openai.ignore-models[0]", "forbidden*")
                .with(Records.Kept.class)
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
        Records.of(gateway).forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/audio/transcriptions", "/v1/audio/translations"})
    void sendsTheFormAsItIsButForTheModelsNameWhereverThatStands(String path) {
        byte[] prompt = part("name=prompt", "echo:m");
        for (boolean first : new boolean[] {true, false}) {
            byte[] asked = part("name=\"model\"", "openai/gpt-4o-transcribe");
            byte[] sent = part("name=\"model\"", "gpt-4o-transcribe");

            HttpResponse<byte[]> answer = send(path, first ? form(asked, FILE, prompt) : form(FILE, prompt, asked));

            assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
            assertThat(Answers.json(text(answer)).path("text").asString()).isEqualTo(Answers.echo("m"));
            ReceivedRequest received = provider.lastRequest();
            assertThat(received.path()).isEqualTo(path);
            assertThat(received.header("content-type")).isEqualTo(Forms.TYPE);
            assertThat(received.body()).isEqualTo(first ? form(sent, FILE, prompt) : form(FILE, prompt, sent));
            assertThat(received.form().parts().get("file")).isEqualTo(recording(5_000));
        }
    }

    @Test
    void booksTheTokensThatAreTold() {
        send(TRANSCRIPTIONS, form(FILE, part("name=prompt", "a b c"), model("gpt-4o-transcribe")));

        RequestRecord record = Records.of(gateway).awaitFor("gpt-4o-transcribe");
        assertThat(record.usage().audioInput()).isEqualTo(3);
        assertThat(record.usage().output()).isEqualTo(4);
        assertThat(record.estimated()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"text,echo:m w1", "srt,00:00:00", "vtt,WEBVTT"})
    void passesTextThatIsNoJson(String format, String expected) {
        String name = "whisper-" + format;
        HttpResponse<byte[]> answer = send(
                TRANSCRIPTIONS,
                form(FILE, part("name=response_format", format), part("name=prompt", "echo:m"), model(name)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
        assertThat(text(answer)).contains(expected).contains(Answers.echo("m"));
        RequestRecord record = Records.of(gateway).awaitFor(name);
        assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(record.usage().promptTokens()).isZero();
        assertThat(record.usage().units()).isEqualTo(Map.of(Unit.SECOND, 1L));
        assertThat(record.estimated())
                .as("how long the file is follows from its size")
                .isTrue();
        assertThat(record.cost().unpriced()).as("the model is in no price list").isTrue();
    }

    @Test
    void streamsATranscript() {
        HttpResponse<byte[]> answer = send(
                TRANSCRIPTIONS,
                form(
                        FILE,
                        part("name=stream", "true"),
                        part("name=prompt", "echo:m"),
                        model("gpt-4o-mini-transcribe")));

        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(Answers.data(text(answer)).stream()
                        .map(event -> event.path("delta").asString("")))
                .containsExactly("echo:m", " w1", " w2", " w3", "");
        assertThat(provider.lastRequest().header("accept")).isEqualTo("text/event-stream");
        RequestRecord record = Records.of(gateway).awaitFor("gpt-4o-mini-transcribe");
        assertThat(record.stream()).isTrue();
        assertThat(record.usage().output()).isEqualTo(4);
        assertThat(record.estimated()).isFalse();
    }

    @Test
    void sendsTheSameFormToTheNextKey() {
        provider.when(Match.path(TRANSCRIPTIONS)).times(2).reply(Reply.status(500), Reply.resetAfterRequest());
        byte[] body = form(FILE, part("name=prompt", "echo:again"), model("whisper-failover"));

        HttpResponse<byte[]> answer = send(TRANSCRIPTIONS, body);

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        assertThat(text(answer)).contains("echo:again");
        assertThat(provider.requests(Match.path(TRANSCRIPTIONS)).stream()
                        .map(request -> new String(request.body(), StandardCharsets.ISO_8859_1))
                        .distinct())
                .hasSize(1);
        assertThat(provider.requests(Match.path(TRANSCRIPTIONS)).size()).isGreaterThan(1);
    }

    @Test
    void failsOverWhereTextIsEmptyTornOrAPage() {
        provider.when(Match.path(TRANSCRIPTIONS))
                .times(3)
                .reply(
                        Reply.status(200).body("").contentType("text/plain"),
                        Reply.ok().cutAfterBytes(10),
                        Reply.html(200));

        HttpResponse<byte[]> answer = send(
                TRANSCRIPTIONS,
                form(FILE, part("name=response_format", "text"), part("name=prompt", "echo:t"), model("whisper-torn")));

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        assertThat(text(answer)).isEqualTo(Answers.echo("t") + "\n");
    }

    @Test
    void passesARefusalOnAsTheProvidersOwn() {
        provider.when(Match.path(TRANSCRIPTIONS)).reply(Errors.openAi().unsupportedParameter("language"));

        HttpResponse<byte[]> answer = send(TRANSCRIPTIONS, form(FILE, model("whisper-refused")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Answers.json(text(answer)).at("/error/param").asString()).isEqualTo("language");
        assertThat(provider.requests(Match.path(TRANSCRIPTIONS))).hasSize(1);
    }

    @Test
    void refusesAFormThatNamesNoModelOrTwo() {
        refused(Forms.TYPE, form(FILE), "model", "The form has no field 'model'.");
        refused(Forms.TYPE, form(FILE, model("")), "model", "The field 'model' must not be empty");
        refused(Forms.TYPE, form(model("a"), FILE, model("b")), "model", "more than one part named 'model'");
        refused(Forms.TYPE, form(part("name=model; filename=x", "m")), "model", "no field 'model'");
    }

    @Test
    void refusesWhatIsNoForm() {
        byte[] whole = form(FILE, model("m"));
        refused(Forms.TYPE, java.util.Arrays.copyOf(whole, whole.length - 10), null, "cut off");
        refused("multipart/form-data", whole, null, "names no boundary");
        refused("multipart/form-data; boundary=other", whole, null, "does not occur");
        refused("application/json", "{\"model\":\"openai/m\"}".getBytes(StandardCharsets.UTF_8), null, "takes a form");
    }

    @Test
    void refusesAFormWhereJsonIsTaken() {
        HttpResponse<byte[]> answer = send("/v1/chat/completions", form(model("gpt-4o")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Answers.json(text(answer)).at("/error/message").asString()).contains("takes JSON");
    }

    @Test
    void holdsTheModelsFilterAgainstForms() {
        assertThat(send(TRANSCRIPTIONS, form(FILE, model("forbidden-1"))).statusCode())
                .isEqualTo(403);
        assertThat(provider.requests(Match.path(TRANSCRIPTIONS))).isEmpty();
    }

    @Test
    void takesFilesOfTwentyFiveMegabytesAndNoMoreThanTwentySixMebibytes() {
        byte[] large = part("name=file; filename=a.wav", recording(25_000_000));
        HttpResponse<byte[]> taken = send(TRANSCRIPTIONS, form(large, model("whisper-large")));
        assertThat(taken.statusCode()).as(text(taken)).isEqualTo(200);
        assertThat(provider.lastRequest().form().parts().get("file")).hasSize(25_000_000);

        byte[] tooLarge = part("name=file; filename=a.wav", recording(26 * 1024 * 1024));
        HttpResponse<byte[]> refused = send(TRANSCRIPTIONS, form(tooLarge, model("whisper-large")));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(Answers.json(text(refused)).at("/error/code").asString()).isEqualTo("request_too_large");
        assertThat(provider.requests(Match.path(TRANSCRIPTIONS))).hasSize(1);
        Calm.watch(gateway).holdsNothing();
    }

    @Test
    void freesTheKeyWhenTheClientLeaves() throws IOException {
        provider.when(Match.path(TRANSCRIPTIONS)).reply(Reply.ok().silentAfter(1));
        byte[] body = form(FILE, part("name=stream", "true"), part("name=prompt", "echo:gone"), model("whisper-gone"));
        RawClient client = RawClient.connect(gateway.origin());
        client.send("POST " + TRANSCRIPTIONS + " HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer "
                + TestGateway.TOKEN + "\r\nContent-Type: " + Forms.TYPE + "\r\nContent-Length: " + body.length
                + "\r\n\r\n");
        client.send(body);
        client.readUntil("echo:gone");
        client.reset();

        provider.awaitAbandoned(provider.lastRequest(), Duration.ofSeconds(10));
        Calm.watch(gateway).holdsNothing();
        assertThat(Records.of(gateway).awaitFor("whisper-gone").outcome()).isEqualTo(Outcome.CANCELLED);
    }

    private static void refused(String type, byte[] body, @Nullable String param, String message) {
        HttpResponse<byte[]> answer = Forms.send(gateway, TRANSCRIPTIONS, type, body);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(400);
        JsonNode error = Answers.json(text(answer)).path("error");
        assertThat(error.path("code").asString()).isEqualTo("invalid_request");
        assertThat(error.path("message").asString()).contains(message);
        assertThat(error.path("param").isNull()).isEqualTo(param == null);
        assertThat(provider.requests(Match.path(TRANSCRIPTIONS))).isEmpty();
    }

    private static byte[] model(String name) {
        return part("name=model", name.isEmpty() ? "" : "openai/" + name);
    }

    private static HttpResponse<byte[]> send(String path, byte[] body) {
        return Forms.send(gateway, path, Forms.TYPE, body);
    }
}
