package dev.keyway.filters.upstream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IdleConnectionsTests {

    private static final String WHOLE = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
    private static final Origin ORIGIN = Link.TARGET.origin();

    private final EmbeddedChannel timers = new EmbeddedChannel();
    private final IdleConnections idle = new IdleConnections(timers.eventLoop(), this::now);
    private Duration now = Duration.ZERO;

    @Test
    void givesOutTheOneUsedLast() {
        Link first = idleLink();
        Link second = idleLink();

        assertThat(idle.take(ORIGIN)).isSameAs(second.connection());
        assertThat(idle.take(ORIGIN)).isSameAs(first.connection());
        assertThat(idle.take(ORIGIN)).isNull();
    }

    @Test
    void givesOutNoneOfAnotherOrigin() {
        idleLink();

        for (String other : List.of("https://llm.example:8080/", "http://llm.example/", "http://other:8080/")) {
            assertThat(idle.take(RequestTarget.of(other).origin())).isNull();
        }
    }

    @Test
    void givesOutNoneThatHasClosed() {
        Link open = idleLink();
        idleLink().closes();

        assertThat(idle.take(ORIGIN)).isSameAs(open.connection());
        assertThat(idle.take(ORIGIN)).isNull();
    }

    @Test
    void givesOutNoneThatWasIdleForTooLong() {
        Link link = idleLink();
        now = Duration.ofSeconds(45);

        assertThat(idle.take(ORIGIN)).isNull();
        assertThat(link.isOpen()).isFalse();
    }

    @Test
    void givesOutNoneThatIsTooOldHoweverBusy() {
        Link link = idleLink();
        for (int i = 0; i < 20; i++) {
            now = now.plusSeconds(29);
            serveAgain(link);
        }
        now = now.plusSeconds(29);

        assertThat(idle.take(ORIGIN)).isNull();
        assertThat(link.isOpen()).isFalse();
    }

    @Test
    void closesWhatNobodyTakes() {
        Link link = idleLink();
        pass(Duration.ofSeconds(31));
        assertThat(link.isOpen()).isTrue();

        pass(Duration.ofSeconds(15));

        assertThat(link.isOpen()).isFalse();
        assertThat(timers.hasPendingTasks()).isFalse();
    }

    @Test
    void closesAllThatWaitAndAllThatComeBack() {
        Link waiting = idleLink();
        ChannelExchange exchange = Link.exchange(new Heard());
        Link busy = Link.opened(idle, exchange);
        busy.sent();

        idle.close();
        timers.runPendingTasks();

        assertThat(waiting.isOpen()).isFalse();
        assertThat(busy.isOpen()).isTrue();
        busy.receives(WHOLE);
        assertThat(busy.isOpen()).isFalse();
        assertThat(idle.take(ORIGIN)).isNull();
    }

    private Link idleLink() {
        Link link = Link.opened(idle, Link.exchange(new Heard()));
        link.sent();
        return link.receives(WHOLE);
    }

    private void serveAgain(Link link) {
        assertThat(idle.take(ORIGIN)).isSameAs(link.connection());
        link.connection().serve(Link.exchange(new Heard()));
        link.sent();
        link.receives(WHOLE);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        timers.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        timers.runScheduledPendingTasks();
    }

    private long now() {
        return now.toNanos();
    }
}
