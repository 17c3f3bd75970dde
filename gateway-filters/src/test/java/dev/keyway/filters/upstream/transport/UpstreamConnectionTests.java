package dev.keyway.filters.upstream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamConnectionTests {

    private static final String WHOLE = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";

    private long nanos;
    private final IdleConnections idle = new IdleConnections(new EmbeddedChannel().eventLoop(), () -> nanos);
    private final Heard heard = new Heard();
    private final ChannelExchange exchange = Link.exchange(heard);
    private final Link link = Link.opened(idle, exchange);
    private Link last = link;

    @Test
    void sendsHeadAndBodyWithHostAndLength() {
        assertThat(link.sent())
                .startsWith("POST /v1/chat/completions HTTP/1.1\r\n")
                .contains("host: llm.example:8080\r\n", "content-length: 7\r\n", "user-agent: keyway\r\n")
                .endsWith("\r\n\r\n{\"a\":1}");
    }

    @Test
    void tellsTheAnswerAndWaitsForTheNextRequest() {
        exchange.readMore();
        link.receives(WHOLE);

        assertThat(heard.events()).containsExactly("head 200", "chunk {}", "complete");
        assertThat(link.isKept()).isTrue();
    }

    /** The next attempt is often made at once, and what still comes belongs to the answer before. */
    @Test
    void servesNobodyAfterAnAnswerThatIsNotTrusted() {
        exchange.readMore();
        List<@Nullable UpstreamConnection> next = new ArrayList<>();
        Heard unused = heard.atComplete(() -> {
            exchange.distrust();
            next.add(idle.take(Link.TARGET.origin()));
        });
        link.receives(WHOLE);

        assertThat(heard.events()).endsWith("complete");
        assertThat(next).containsOnlyNulls();
        assertThat(link.isOpen()).isFalse();
    }

    @Test
    void goesOnServingTheNextWhateverIsThoughtOfTheAnswerBefore() {
        exchange.readMore();
        link.receives(WHOLE);
        take().serve(Link.exchange(new Heard()));

        exchange.distrust();

        assertThat(link.isOpen()).isTrue();
    }

    @Test
    void servesOneExchangeAfterTheOther() {
        exchange.readMore();
        link.receives(WHOLE);
        link.sent();
        Heard second = new Heard();
        ChannelExchange next = Link.exchange(second);

        take().serve(next);
        next.readMore();
        link.receives(WHOLE);

        assertThat(link.sent()).startsWith("POST /v1/chat/completions");
        assertThat(second.events()).containsExactly("head 200", "chunk {}", "complete");
        assertThat(heard.events()).hasSize(3);
    }

    @Test
    void goesToTheNextExchangeWhileTheLastOneHasNotTakenAllOfItsAnswer() {
        link.receives(WHOLE);
        Heard second = new Heard();
        ChannelExchange next = Link.exchange(second);
        take().serve(next);
        next.readMore();
        link.receives(WHOLE);

        assertThat(second.events()).containsExactly("head 200", "chunk {}", "complete");
        assertThat(heard.events()).containsExactly("head 200");
        exchange.readMore();
        assertThat(heard.events()).containsExactly("head 200", "chunk {}", "complete");
    }

    @Test
    void aRequestOnAConnectionThatWasIdleAndClosesAtOnceIsUnread() {
        exchange.readMore();
        link.receives(WHOLE);
        Heard second = new Heard();
        take().serve(Link.exchange(second));
        link.fails(new IOException("Connection reset by peer"));

        assertThat(second.events().getFirst()).isEqualTo("unread");
        assertThat(second.events().getLast()).startsWith("broken");
    }

    @Test
    void aRequestMayBeReadIfTheConnectionIsNewOrClosesLaterOrAfterTheFirstByte() {
        link.closes();
        assertThat(heard.events()).isNotEmpty().doesNotContain("unread");

        Heard late = reused();
        nanos += Duration.ofSeconds(1).toNanos();
        last.closes();
        assertThat(late.events()).isNotEmpty().doesNotContain("unread");

        Heard answered = reused();
        last.receives("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n").closes();
        assertThat(answered.events()).contains("head 200").doesNotContain("unread");
    }

    /** A request on a connection that has served one before. */
    private Heard reused() {
        ChannelExchange before = Link.exchange(new Heard());
        last = Link.opened(idle, before);
        before.readMore();
        last.receives(WHOLE);
        Heard next = new Heard();
        assertThat(idle.take(Link.TARGET.origin())).isEqualTo(last.connection());
        last.connection().serve(Link.exchange(next));
        return next;
    }

    @Test
    void passesOverAnswersOfTheWay() {
        exchange.readMore();
        link.receives("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" + WHOLE);

        assertThat(heard.events()).containsExactly("head 200", "chunk {}", "complete");
        assertThat(link.isKept()).isTrue();
    }

    @Test
    void takesASwitchOfProtocolsForAnAnswerAndKeepsNothing() {
        link.receives("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n");

        assertThat(heard.events()).startsWith("head 101");
        assertThat(link.isOpen()).isFalse();
    }

    @Test
    void anAnswerWithoutABodyIsWhole() {
        exchange.readMore();
        link.receives("HTTP/1.1 204 No Content\r\n\r\n");

        assertThat(heard.events()).containsExactly("head 204", "complete");
        assertThat(link.isKept()).isTrue();
    }

    @Test
    void dropsTrailers() {
        exchange.readMore();
        link.receives("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nx-after: 1\r\n\r\n");

        assertThat(heard.events()).containsExactly("head 200", "chunk {}", "complete");
        assertThat(link.isKept()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}",
                "HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\n{}"
            })
    void keepsNoConnectionThatTheProviderWillClose(String answer) {
        exchange.readMore();
        link.receives(answer);

        assertThat(heard.events()).containsExactly("head 200", "chunk {}", "complete");
        assertThat(link.isOpen()).isFalse();
        assertThat(link.isKept()).isFalse();
    }

    @Test
    void keepsNoConnectionOnWhichMoreCameThanTheAnswer() {
        exchange.readMore();
        link.receives(WHOLE + "ab");

        assertThat(heard.events()).containsExactly("head 200", "chunk {}", "complete");
        assertThat(link.isOpen()).isFalse();
        assertThat(link.isKept()).isFalse();
    }

    @Test
    void usesNoConnectionOnWhichMoreCameWhileItWasIdle() {
        exchange.readMore();
        link.receives(WHOLE);
        link.receives("ab");

        assertThat(idle.take(Link.TARGET.origin())).isNull();
        assertThat(link.isOpen()).isFalse();
    }

    @Test
    void takesNoSecondAnswerThatCameWithTheFirstForThatOfTheNextRequest() {
        Heard second = new Heard();
        heard.atHead(exchange::readMore).atComplete(() -> {
            UpstreamConnection waiting = idle.take(Link.TARGET.origin());
            if (waiting != null) {
                waiting.serve(Link.exchange(second));
            }
        });
        link.receives(WHOLE + WHOLE);

        assertThat(heard.events()).containsExactly("head 200", "chunk {}", "complete");
        assertThat(second.events()).isEmpty();
        assertThat(link.isOpen()).isFalse();
    }

    @Test
    void anAnswerUpToTheEndOfTheConnectionIsWhole() {
        exchange.readMore();
        link.receives("HTTP/1.1 200 OK\r\n\r\n{}");
        exchange.readMore();
        link.closes();

        assertThat(heard.events()).containsExactly("head 200", "chunk {}", "complete");
        assertThat(link.isKept()).isFalse();
    }

    @Test
    void keepsNoConnectionWhoseRequestIsNotOutYet() {
        ChannelExchange large = Link.exchange(heard);
        Link stuck = Link.stuck(idle, large);
        large.readMore();
        stuck.receives("HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\n{}");

        assertThat(heard.events()).containsExactly("head 413", "chunk {}", "complete");
        assertThat(stuck.isOpen()).isFalse();
        assertThat(stuck.isKept()).isFalse();
    }

    @Test
    void readsNoFurtherThanItIsAskedTo() {
        link.receives("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n");
        assertThat(heard.events()).containsExactly("head 200");
        assertThat(link.isReading()).isFalse();

        exchange.readMore();
        assertThat(heard.events()).containsExactly("head 200", "chunk a");
        assertThat(link.isReading()).isFalse();

        exchange.readMore();
        exchange.readMore();
        assertThat(heard.events()).containsExactly("head 200", "chunk a", "chunk b");
        assertThat(link.isReading()).isTrue();
    }

    @Test
    void whoAsksFromWithinGetsEachChunkOnce() {
        heard.atHead(exchange::readMore).atChunk(exchange::readMore);
        link.receives("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n");

        assertThat(heard.events()).containsExactly("head 200", "chunk a", "chunk b", "chunk c", "complete");
    }

    @Test
    void readsWhatIsOfNoInterestToTheEndAndServesAgain() {
        link.receives("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n");
        exchange.drain();
        assertThat(link.isReading()).isTrue();
        link.receives("1\r\nb\r\n0\r\n\r\n");

        assertThat(heard.events()).containsExactly("head 200", "complete");
        assertThat(link.isKept()).isTrue();
    }

    @Test
    void drainingEndsTheExchangeThatWasReceivedInFull() {
        link.receives(WHOLE);
        exchange.drain();

        assertThat(heard.events()).containsExactly("head 200", "complete");
    }

    @Test
    void whatIsGivenUpClosesAndTellsNothingMore() {
        heard.atHead(exchange::abort);
        link.receives(WHOLE);

        assertThat(heard.events()).containsExactly("head 200");
        assertThat(link.isOpen()).isFalse();
        assertThat(link.isKept()).isFalse();
    }

    @Test
    void anExchangeGivenUpAfterItsAnswerLeavesTheConnectionAlone() {
        link.receives(WHOLE);
        exchange.abort();

        assertThat(link.isKept()).isTrue();
    }

    @Test
    void tellsThatTheConnectionClosedAsTheRequestWentOut() {
        exchange.readMore();
        link.receives(WHOLE);
        Heard second = new Heard();
        take().serve(Link.exchange(second));
        link.closes();

        assertThat(second.events()).containsExactly("unread", "broken: " + ConnectionTrouble.CLOSED_EARLY);
        assertThat(heard.events()).endsWith("complete");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n"
            })
    void tellsThatTheAnswerWasCut(String answer) {
        heard.atHead(exchange::readMore).atChunk(exchange::readMore);
        link.receives(answer);
        link.closes();

        assertThat(heard.events()).startsWith("head 200", "chunk {}").hasSize(3);
        assertThat(heard.events()).last().asString().startsWith("broken: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no http at all\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"
            })
    void tellsThatTheAnswerIsNoHttp(String answer) {
        exchange.readMore();
        link.receives(answer);

        assertThat(heard.events()).last().isEqualTo("broken: the provider's answer is not valid HTTP");
        assertThat(link.isOpen()).isFalse();
    }

    @Test
    void tellsThatTheHeadersAreTooLarge() {
        link.receives("HTTP/1.1 200 OK\r\nx: " + "y".repeat(9000) + "\r\n\r\n");

        assertThat(heard.events()).containsExactly("broken: the provider's answer has headers that are too large");
        assertThat(link.isOpen()).isFalse();
    }

    @Test
    void aRequestThatCannotBeMadeReadyEndsItsExchangeAtOnce() {
        exchange.readMore();
        link.receives(WHOLE);
        Heard second = new Heard();
        take().serve(Link.exchange(second, () -> {
            throw new IllegalStateException("nothing to send");
        }));

        assertThat(second.events()).containsExactly("unread", "broken: the connection to the provider broke");
        assertThat(link.isOpen()).isFalse();
    }

    @Test
    void anExchangeWhoseListenerFailsEndsAtOnce() {
        heard.atHead(() -> {
            throw new IllegalStateException("no room");
        });
        link.receives(WHOLE);

        assertThat(heard.events()).containsExactly("head 200", "broken: the connection to the provider broke");
        assertThat(link.isOpen()).isFalse();
    }

    @Test
    void tellsTroubleOnceWhateverFollows() {
        link.fails(new IOException("reset"));
        link.fails(new IOException("again"));
        link.closes();

        assertThat(heard.events()).containsExactly("broken: the connection to the provider broke");
    }

    @Test
    void aConnectionThatSpeaksUnaskedIsClosed() {
        exchange.readMore();
        link.receives(WHOLE);
        link.receives("HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n");

        assertThat(link.isOpen()).isFalse();
        assertThat(link.isKept()).isFalse();
    }

    @Test
    void anIdleConnectionEndsWithItsEncryption() {
        exchange.readMore();
        link.receives(WHOLE);
        link.tells(SslCloseCompletionEvent.SUCCESS);

        assertThat(link.isOpen()).isFalse();
        assertThat(link.isKept()).isFalse();
    }

    @Test
    void releasesWhatWasNotTaken() {
        List<ByteBuf> received = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ByteBuf bytes = PooledByteBufAllocator.DEFAULT.buffer();
            bytes.writeCharSequence(
                    i == 0 ? "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc" : "def", StandardCharsets.US_ASCII);
            received.add(bytes);
            link.receives(bytes);
        }
        exchange.abort();

        assertThat(received).allSatisfy(bytes -> assertThat(bytes.refCnt()).isZero());
    }

    @Test
    void aConnectionThatCouldNotBeOpenedSaysWhy() {
        UpstreamConnection unopened = new UpstreamConnection(Link.TARGET.origin(), idle, exchange);
        unopened.unopened(new java.net.ConnectException("refused"));

        assertThat(heard.events()).containsExactly("broken: no connection to the provider");
    }

    private UpstreamConnection take() {
        assertThat(idle.take(Link.TARGET.origin())).isSameAs(link.connection());
        return link.connection();
    }
}
