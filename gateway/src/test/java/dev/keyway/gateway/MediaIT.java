package dev.keyway.gateway;

import static dev.keyway.gateway.Forms.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.usage.Unit;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.dialect.Usage;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /v1/audio/speech} and {@code /v1/images/generations}: media come down, whole or piece by piece. */
class MediaIT {

    private static final String SPEECH = "/v1/audio/speech";
    private static final String IMAGES = "/v1/images/generations";

    private static FakeProvider provider;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-a", "sk-b");
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-a", "sk-b")
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

    @Test
    void passesSpeechOnByteForByte() {
        provider.when(Match.path(SPEECH))
                .reply(Reply.ok().chunkBytes(50_000).chunkCount(40).inPiecesOf(100_000));

        HttpResponse<byte[]> answer = post(SPEECH, "tts-1", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("audio/mpeg");
        assertThat(answer.body()).hasSize(40 * 51_024);
        assertThat(Arrays.copyOf(answer.body(), 6)).isEqualTo("echo:m".getBytes(StandardCharsets.UTF_8));
        for (int i = 40 * 50_000; i < answer.body().length; i += 997) {
            assertThat(answer.body()[i]).isEqualTo((byte) i);
        }
        assertThat(provider.lastRequest().header("accept")).isEqualTo("*/*");
        RequestRecord record = Records.of(gateway).awaitFor("tts-1");
        assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(record.usage().completionTokens()).isZero();
        assertThat(record.usage().units()).isEqualTo(Map.of(Unit.CHARACTER, 6L));
        assertThat(record.estimated()).isFalse();
        assertThat(record.cost().unpriced()).isFalse();
        assertThat(record.cost().amount()).isEqualTo(NanoDollars.ofDollars("0.00009"));
    }

    @Test
    void letsTheFirstSoundThroughBeforeTheLastHasCome() throws IOException {
        provider.when(Match.path(SPEECH)).reply(Reply.ok().inPiecesOf(100).gap(Duration.ofSeconds(20)));

        try (RawClient client = RawClient.connect(gateway.origin())) {
            client.post(SPEECH, TestGateway.TOKEN, body("tts-first", ""));
            client.readUntil("echo:m");
        }

        provider.awaitAbandoned(provider.lastRequest(), Duration.ofSeconds(10));
        Calm.watch(gateway).holdsNothing();
        assertThat(Records.of(gateway).awaitFor("tts-first").outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void failsOverBeforeTheFirstSound() {
        provider.when(Match.path(SPEECH))
                .times(3)
                .reply(
                        Reply.error(Errors.openAi().server()),
                        Reply.status(200).body("").contentType("audio/mpeg"),
                        Reply.html(200));

        HttpResponse<byte[]> answer = post(SPEECH, "tts-failover", "");

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        assertThat(text(answer)).startsWith("echo:m");
        assertThat(provider.requests(Match.path(SPEECH))).hasSize(4);
    }

    @Test
    void closesTheConnectionOfASpeechThatBreaksOff() {
        provider.when(Match.path(SPEECH)).reply(Reply.ok().cutAfterBytes(2_000).inPiecesOf(500));

        assertThatThrownBy(() -> post(SPEECH, "tts-torn", "")).hasCauseInstanceOf(IOException.class);

        assertThat(provider.requests(Match.path(SPEECH))).hasSize(1);
        assertThat(Records.of(gateway).awaitFor("tts-torn").outcome()).isEqualTo(Outcome.BROKEN);
        Calm.watch(gateway).holdsNothing();
    }

    @Test
    void streamsSpeechAsEvents() {
        HttpResponse<byte[]> answer = post(SPEECH, "gpt-4o-mini-tts", ",\"stream_format\":\"sse\"");

        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(Answers.data(text(answer)).getLast().path("type").asString()).isEqualTo("speech.audio.done");
        RequestRecord record = Records.of(gateway).awaitFor("gpt-4o-mini-tts");
        assertThat(record.usage().output()).isEqualTo(4);
        assertThat(record.estimated()).isFalse();
    }

    @Test
    void answersWithImagesAndBooksTheirTokens() {
        provider.when(Match.path(IMAGES)).reply(Reply.ok().chunkBytes(600_000).usage(new Usage(50, 4160, 0)));

        HttpResponse<byte[]> answer = post(IMAGES, "gpt-image-1", ",\"n\":1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Answers.json(text(answer)).at("/data/0/b64_json").asString()).hasSize(2_400_000);
        RequestRecord record = Records.of(gateway).awaitFor("gpt-image-1");
        assertThat(record.usage().freshInput()).isEqualTo(50);
        assertThat(record.usage().output()).isEqualTo(4160);
        assertThat(record.estimated()).isFalse();
    }

    @Test
    void streamsPartialImagesLongerThanAnyEventIsHeld() {
        provider.when(Match.path(IMAGES)).reply(Reply.ok().chunkBytes(300_000).usage(new Usage(50, 4160, 0)));

        HttpResponse<byte[]> answer = post(IMAGES, "gpt-image-1-mini", ",\"stream\":true,\"partial_images\":3");

        assertThat(Answers.data(text(answer)).stream()
                        .map(event -> event.path("type").asString()))
                .containsExactly(
                        "image_generation.partial_image",
                        "image_generation.partial_image",
                        "image_generation.partial_image",
                        "image_generation.partial_image",
                        "image_generation.completed");
        RequestRecord record = Records.of(gateway).awaitFor("gpt-image-1-mini");
        assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(record.usage().output()).isEqualTo(4160);
    }

    @Test
    void endsABrokenStreamOfImagesWithAnErrorEvent() {
        provider.when(Match.path(IMAGES)).reply(Reply.ok().cutAfter(2));

        HttpResponse<byte[]> answer = post(IMAGES, "gpt-image-torn", ",\"stream\":true");

        assertThat(Answers.errors(text(answer))).hasSize(1);
        RequestRecord record = Records.of(gateway).awaitFor("gpt-image-torn");
        assertThat(record.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(record.cost().unpriced())
                .as("the image that was asked for may be billed, and has no price")
                .isTrue();
        assertThat(record.usage().units()).isEqualTo(Map.of(Unit.IMAGE, 1L));
        assertThat(record.estimated()).isTrue();
    }

    @Test
    void failsOverBeforeTheFirstImage() {
        provider.when(Match.path(IMAGES))
                .times(2)
                .reply(
                        Reply.ok().errorFirst(Errors.openAi().server()),
                        Reply.ok().cutAfter(0));

        HttpResponse<byte[]> answer = post(IMAGES, "gpt-image-failover", ",\"stream\":true");

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        assertThat(Answers.errors(text(answer))).isEmpty();
        assertThat(provider.requests(Match.path(IMAGES))).hasSize(3);
    }

    private static HttpResponse<byte[]> post(String path, String model, String more) {
        return Forms.send(gateway, path, "application/json", body(model, more).getBytes(StandardCharsets.UTF_8));
    }

    private static String body(String model, String more) {
        return "{\"model\":\"openai/" + model + "\",\"input\":\"echo:m\",\"prompt\":\"echo:m\"" + more + "}";
    }
}
