package dev.keyway.testkit.provider;

import static dev.keyway.testkit.script.Match.anyRequest;
import static dev.keyway.testkit.script.Match.onReusedConnection;
import static dev.keyway.testkit.script.Reply.chunks;
import static dev.keyway.testkit.script.Reply.html;
import static dev.keyway.testkit.script.Reply.ok;
import static dev.keyway.testkit.script.Reply.status;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.raw.RawAnswer;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each fault, seen on the wire. */
class FaultTests {

    private static final String PATH = "/v1/chat/completions";

    private final FakeProvider provider =
            FakeProvider.builder().receiveBuffer(8192).start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void resetsAtAccept() throws IOException {
        provider.resetNextConnections(1);
        assertThatThrownBy(() -> toEnd(Calls.plain("x"))).isInstanceOf(SocketException.class);
        assertThat(answer(Calls.plain("x")).status()).isEqualTo(200);
    }

    @Test
    void resetsAfterTheHeadersOfTheRequestWithoutReadingItsBody() throws IOException {
        provider.when(anyRequest()).reply(Reply.reset());
        try (RawClient client = RawClient.connect(provider.origin())) {
            client.post(PATH, "k", "", 1000);
            assertThatThrownBy(client::readToEnd).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void resetsFirstAndAnswersWellThen() throws IOException {
        provider.when(anyRequest()).reply(Reply.reset(), ok());

        assertThatThrownBy(() -> toEnd(Calls.plain("x"))).isInstanceOf(SocketException.class);
        assertThat(answer(Calls.plain("echo:5")).body()).contains("echo:5");
    }

    @Test
    void resetsAfterItsOwnHeaders() throws IOException {
        provider.when(anyRequest()).reply(ok().resetAfterHeaders());
        try (RawClient client = sent(Calls.stream("x"))) {
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
            assertThatThrownBy(client::readToEnd).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void resetsAfterSomeChunks() throws IOException {
        provider.when(anyRequest()).reply(chunks(9).resetAfter(2));
        try (RawClient client = sent(Calls.stream("x"))) {
            assertThat(client.readUntil(" w1")).contains("echo:");
            assertThatThrownBy(client::readToEnd).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void cutsAfterSomeChunksAndAfterSomeBytes() throws IOException {
        provider.when(anyRequest()).times(1).reply(chunks(9).cutAfter(2));
        provider.when(anyRequest()).times(1).reply(ok().cutAfterBytes(10));

        assertThat(toEnd(Calls.stream("x")))
                .contains(" w1")
                .doesNotContain(" w2")
                .doesNotContain("\r\n0\r\n");
        assertThat(bodyOf(toEnd(Calls.plain("x")))).hasSize(10);
    }

    @Test
    void answersNothingButHeaders() throws IOException {
        provider.when(anyRequest()).reply(Reply.headersOnly());
        try (RawClient client = sent(Calls.stream("x"))) {
            assertThat(client.readUntil("\r\n\r\n")).contains("text/event-stream");
            assertSilent(client);
        }
    }

    @Test
    void neverAnswers() throws IOException {
        provider.when(anyRequest()).reply(Reply.silence());
        try (RawClient client = sent(Calls.plain("x"))) {
            assertSilent(client);
        }
        provider.awaitAbandoned(provider.lastRequest(), ofSeconds(5));
    }

    @Test
    void fallsSilentInTheMiddle() throws IOException {
        provider.when(anyRequest()).reply(ok().silentAfter(1));
        try (RawClient client = sent(Calls.stream("x"))) {
            assertThat(client.readUntil("echo:")).endsWith("echo:");
            String unused = client.readUntil("\n\n\r\n");
            assertSilent(client);
        }
    }

    @Test
    void holdsTheBodyBackAfterTheHeaders() throws IOException {
        provider.when(anyRequest()).reply(ok().delay(ofMillis(30)).delayBody(ofMillis(60)));
        try (RawClient client = RawClient.connect(provider.origin())) {
            long start = System.nanoTime();
            client.post(PATH, "k", Calls.plain("x"));
            String unused = client.readUntil("\r\n\r\n");
            assertThat(System.nanoTime() - start).isGreaterThan(ofMillis(30).toNanos());
            assertThat(client.readBytes(1)).hasSize(1);
            assertThat(System.nanoTime() - start).isGreaterThan(ofMillis(90).toNanos());
        }
    }

    @Test
    void saysAnErrorFirst() throws IOException {
        provider.when(anyRequest()).reply(ok().errorFirst(Errors.openAi().overloaded()));

        assertThat(answer(Calls.stream("x")).body())
                .startsWith("data: {\"error\":")
                .endsWith("}}\n\n");
    }

    @Test
    void saysAnErrorAfterSomeChunks() throws IOException {
        provider.when(anyRequest()).reply(ok().errorAfter(2, Errors.anthropic().overloaded()));

        assertThat(answer(Calls.stream("x")).body())
                .contains(" w1")
                .doesNotContain(" w2")
                .contains("event: error\n");
    }

    @Test
    void leavesOutTheTerminatorOrTheWholeFinish() throws IOException {
        provider.when(anyRequest()).reply(ok().withoutTerminator(), ok().withoutFinish());

        assertThat(answer(Calls.stream("x")).body()).contains("\"stop\"").doesNotContain("[DONE]");
        assertThat(answer(Calls.stream("x")).body()).contains(" w3").doesNotContain("\"stop\"");
    }

    @Test
    void liesAboutItsLength() throws IOException {
        provider.when(anyRequest()).reply(ok().contentLengthOff(7), ok().contentLengthOff(-7));

        assertThat(surplus(toEnd(Calls.plain("x")))).isEqualTo(-7);
        assertThat(surplus(toEnd(Calls.plain("x")))).isEqualTo(7);
    }

    @Test
    void sendsChunkSizesThatAreNoNumbers() throws IOException {
        provider.when(anyRequest()).reply(ok().badChunking());

        assertThat(bodyOf(toEnd(Calls.stream("x")))).startsWith("zz\r\n");
    }

    @Test
    void sendsPagesEmptyBodiesAndHalves() throws IOException {
        provider.when(anyRequest()).reply(html(200), status(200), ok().halfBody(), status(204), ok().untilClose());

        assertThat(answer(Calls.plain("x")).header("content-type")).hasValue("text/html");
        assertThat(answer(Calls.plain("x")).body()).isEmpty();
        assertThat(answer(Calls.plain("x")).body()).startsWith("{\"id\"").doesNotEndWith("}");
        assertThat(answer(Calls.plain("x")).header("content-length")).isEmpty();
        assertThat(bodyOf(toEnd(Calls.plain("x")))).endsWith("}");
    }

    @Test
    void sendsALineWithoutEnd() throws IOException {
        provider.when(anyRequest()).reply(ok().endlessLine(100_000));

        assertThat(answer(Calls.stream("x")).body()).doesNotContain("\n").hasSizeGreaterThan(100_000);
    }

    @Test
    void compressesUnasked() throws IOException {
        provider.when(anyRequest()).reply(ok().gzip());

        RawAnswer answer = answer(Calls.plain("x"));
        byte[] bytes = answer.body().getBytes(StandardCharsets.ISO_8859_1);
        assertThat(answer.header("content-encoding")).hasValue("gzip");
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8)).contains("echo:");
        }
    }

    @Test
    void sendsAHugeHeader() throws IOException {
        provider.when(anyRequest()).reply(ok().hugeHeader(100 * 1024));

        assertThat(answer(Calls.plain("x")).header("x-huge").orElseThrow()).hasSize(100 * 1024);
    }

    @Test
    void sendsEventsInSmallPieces() throws IOException {
        provider.when(anyRequest()).reply(ok().text("grüße 世界").inPiecesOf(3));

        byte[] body = answer(Calls.stream("x")).body().getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new String(body, StandardCharsets.UTF_8)).contains("grüße", " 世界", "[DONE]");
    }

    @Test
    void redirectsToAnotherFakeThatKnowsWhetherItWasCalled() throws IOException {
        try (FakeProvider other = FakeProvider.start()) {
            provider.when(anyRequest()).reply(Reply.redirect(other.v1()));

            assertThat(answer(Calls.plain("x")).header("location"))
                    .hasValue(other.v1().toString());
            assertThat(other.requestCount()).isZero();
        }
    }

    @Test
    void closesTheKeptConnectionAsTheNextRequestGoesOut() throws IOException {
        provider.when(onReusedConnection()).reply(Reply.close());
        try (RawClient client = sent(Calls.plain("x"))) {
            assertThat(client.readAnswer().status()).isEqualTo(200);
            client.post(PATH, "k", Calls.plain("x"));
            assertThat(client.closedByPeer()).isTrue();
        }
    }

    @Test
    void closesAfterTheAnswerWithoutAWord() throws IOException {
        provider.when(anyRequest()).reply(ok().thenClose());
        try (RawClient client = sent(Calls.plain("x"))) {
            assertThat(client.readAnswer().header("connection")).isEmpty();
            assertThat(client.closedByPeer()).isTrue();
        }
    }

    private RawClient sent(String body) throws IOException {
        return RawClient.connect(provider.origin()).post(PATH, "k", body);
    }

    private RawAnswer answer(String body) throws IOException {
        try (RawClient client = sent(body)) {
            return client.readAnswer();
        }
    }

    private String toEnd(String body) throws IOException {
        try (RawClient client = sent(body)) {
            return client.readToEnd();
        }
    }

    private static String bodyOf(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private static int surplus(String answer) {
        String after = answer.substring(answer.indexOf("content-length: ") + 16);
        return bodyOf(answer).length() - Integer.parseInt(after.substring(0, after.indexOf('\r')));
    }

    private static void assertSilent(RawClient client) throws IOException {
        client.patience(ofMillis(60));
        assertThatThrownBy(client::readToEnd).isInstanceOf(SocketTimeoutException.class);
    }
}
