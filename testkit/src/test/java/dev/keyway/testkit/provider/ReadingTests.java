package dev.keyway.testkit.provider;

import static dev.keyway.testkit.script.Match.anyRequest;
import static dev.keyway.testkit.script.Reply.status;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Reply;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the fake reads what it is sent. */
class ReadingTests {

    private static final String PATH = "/v1/chat/completions";

    private final FakeProvider provider =
            FakeProvider.builder().receiveBuffer(8192).start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void readsTheBodySlowly() throws IOException {
        provider.when(anyRequest()).reply(Reply.readingSlowly(1000, ofMillis(2)));
        String body = Calls.plain("y".repeat(50_000));

        long start = System.nanoTime();
        try (RawClient client = RawClient.connect(provider.origin()).post(PATH, "k", body)) {
            assertThat(client.readAnswer().status()).isEqualTo(200);
        }
        assertThat(System.nanoTime() - start).isGreaterThan(ofMillis(40).toNanos());
        assertThat(provider.lastRequest().text()).isEqualTo(body);
    }

    @Test
    void stopsReadingAtTheBody() throws IOException {
        provider.when(anyRequest()).reply(Reply.neverReading());
        try (RawClient client = RawClient.connect(provider.origin())) {
            client.post(PATH, "k", "{", 10_000_000);
            provider.awaitRequests(1, ofSeconds(5));
            client.patience(ofMillis(60));
            assertThatThrownBy(client::readToEnd).isInstanceOf(SocketTimeoutException.class);
            assertThat(provider.lastRequest().text()).isEmpty();
        }
    }

    @Test
    void answersBeforeTheBodyIsRead() throws IOException {
        provider.when(anyRequest()).reply(status(413).beforeBody().thenClose());
        try (RawClient client = RawClient.connect(provider.origin())) {
            client.post(PATH, "k", "{", 10_000_000);
            assertThat(client.readAnswer().status()).isEqualTo(413);
        }
    }

    @Test
    void refusesABodyThatIsWrongInItsFraming() throws IOException {
        try (RawClient client = RawClient.connect(provider.origin())) {
            client.send(client.requestHead("POST", PATH, "k") + "transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n");
            assertThat(client.readAnswer().status()).isEqualTo(400);
            assertThat(client.closedByPeer()).isTrue();
        }
    }

    @Test
    void refusesABodyWhoseBracesDoNotMatch() throws IOException {
        try (RawClient client = RawClient.connect(provider.origin())) {
            client.post(PATH, "k", "{\"model\":\"m\"");
            assertThat(client.readAnswer().status()).isEqualTo(400);
        }
    }

    @Test
    void takesAFloodOfHeadersAndASlowSender() throws IOException {
        try (RawClient client = RawClient.connect(provider.origin())) {
            client.headerFlood("/v1/models", "k", 200, 1000);
            assertThat(client.readAnswer().status()).isEqualTo(200);
            String body = Calls.plain("echo:slow");
            client.sendSlowly(
                    client.requestHead("POST", PATH, "k") + "content-length: " + body.length() + "\r\n\r\n" + body,
                    20,
                    ofMillis(1));
            assertThat(client.readAnswer().body()).contains("echo:slow");
        }
        assertThat(provider.requests().getFirst().headers()).hasSizeGreaterThan(200);
    }

    @Test
    void invitesABodyThatWaitsToBeInvited() throws IOException {
        try (RawClient client = RawClient.connect(provider.origin())) {
            client.send(client.requestHead("POST", PATH, "k") + "expect: 100-continue\r\ncontent-length: 2\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            assertThat(client.send("{}").readAnswer().status()).isEqualTo(200);
        }
    }

    @Test
    void closesTheConnectionOfAClientThatSaidSo() throws IOException {
        try (RawClient client = RawClient.connect(provider.origin())) {
            client.send(client.requestHead("GET", "/v1/models", "k") + "connection: close\r\n\r\n");
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(client.closedByPeer()).isTrue();
        }
        provider.awaitConnections(0, ofSeconds(5));
    }
}
