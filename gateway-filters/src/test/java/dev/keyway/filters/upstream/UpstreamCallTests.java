package dev.keyway.filters.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.AnswerForm;
import dev.keyway.catalogue.provider.ErrorStyle;
import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureRecogniser;
import dev.keyway.filters.metering.UsageExtractor;
import dev.keyway.filters.upstream.transport.FakeUpstream;
import dev.keyway.filters.upstream.transport.UpstreamRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;

/** The order of an attempt's events, and how far it has come. */
class UpstreamCallTests {

    private static final String WORD = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word\"}}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final String ANSWER = "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"word\"}}]}";
    private static final String ERROR = "data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}\n\n";
    private static final Set<List<String>> ORDERS = Set.of(
            List.of(),
            List.of("failed"),
            List.of("head"),
            List.of("head", "failed"),
            List.of("head", "response"),
            List.of("head", "response", "ended"));
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final FakeUpstream upstream = new FakeUpstream();
    private final Events events = new Events();

    @ParameterizedTest
    @EnumSource(Whole.class)
    void aWholeResponseIsReportedBeforeItsEnd(Whole body) {
        UpstreamCall call = start(body.stream);

        upstream.last().sent().head(202, body.type).chunk(body.text).complete();

        assertThat(events.seen).containsExactly("head 202", "response 202", "ended Complete");
        assertThat(call.stage()).isEqualTo(Stage.RESPONDING);
    }

    /** Responses that are complete before anything of them has gone to the client. */
    enum Whole {
        JSON(false, "application/json", ANSWER),
        SHORT_STREAM(true, "text/event-stream", WORD + DONE),
        JSON_INSTEAD_OF_A_STREAM(true, "application/json", ANSWER);

        private final boolean stream;
        private final String type;
        private final String text;

        Whole(boolean stream, String type, String text) {
            this.stream = stream;
            this.type = type;
            this.text = text;
        }
    }

    @Test
    void knowsWhetherTheRequestWasSent() {
        UpstreamCall call = start(true);
        assertThat(call.stage()).isEqualTo(Stage.UNSENT);
        upstream.last().sent();
        assertThat(call.stage()).isEqualTo(Stage.SENT);
        upstream.last().head(429, "application/json");
        assertThat(call.stage()).isEqualTo(Stage.REFUSED);
    }

    @Test
    void knowsThatTheProviderHadClosedTheConnectionBefore() {
        UpstreamCall call = start(true);
        upstream.last().sent().unread();

        assertThat(call.stage()).isEqualTo(Stage.UNSENT);
        assertThat(events.seen).containsExactly("failed CONNECTION");
    }

    @Test
    void knowsThatItWasSentThoughTheResponseComesFirst() {
        UpstreamCall call = start(true);
        upstream.last().head(200, "text/event-stream");
        upstream.last().sent();
        assertThat(call.stage()).isEqualTo(Stage.RESPONDING);
    }

    /** What may happen, in any order. */
    enum Happening {
        SENT,
        OK,
        REFUSED,
        WORD,
        DONE,
        ANSWER,
        ERROR,
        COMPLETE,
        BROKEN,
        TIME,
        CANCEL,
        CLIENT_TAKES,
        CLIENT_LEAVES
    }

    @Property(tries = 1000)
    void eventsComeInOrder(@ForAll boolean stream, @ForAll List<Happening> happenings) {
        EmbeddedChannel loop = new EmbeddedChannel();
        loop.freezeTime();
        FakeUpstream provider = new FakeUpstream();
        Events order = new Events();
        UpstreamCall call = start(stream, loop, provider, order);
        for (Happening happening : happenings) {
            play(happening, provider.last(), loop, call, order);
        }
        call.cancel();
        order.take();
        order.leave();

        assertThat(order.seen.stream().map(event -> event.replaceAll(" .*", "")).toList())
                .isIn(ORDERS);
        loop.finishAndReleaseAll();
    }

    private static void play(
            Happening happening,
            FakeUpstream.FakeExchange exchange,
            EmbeddedChannel loop,
            UpstreamCall call,
            Events order) {
        switch (happening) {
            case SENT -> exchange.sent();
            case OK -> exchange.head(200, "text/event-stream");
            case REFUSED -> exchange.head(500, "application/json");
            case WORD -> exchange.chunk(WORD);
            case DONE -> exchange.chunk(DONE);
            case ANSWER -> exchange.chunk(ANSWER);
            case ERROR -> exchange.chunk(ERROR);
            case COMPLETE -> exchange.complete();
            case BROKEN -> exchange.broken();
            case TIME -> {
                loop.advanceTimeBy(LIMIT.toMillis() + 1, TimeUnit.MILLISECONDS);
                loop.runPendingTasks();
            }
            case CANCEL -> call.cancel();
            case CLIENT_TAKES -> order.take();
            case CLIENT_LEAVES -> order.leave();
        }
    }

    private UpstreamCall start(boolean stream) {
        return start(stream, channel, upstream, events);
    }

    private static UpstreamCall start(
            boolean stream, EmbeddedChannel loop, FakeUpstream upstream, AttemptListener listener) {
        AttemptPlan plan = new AttemptPlan(
                stream,
                new AttemptLimits(LIMIT, LIMIT, LIMIT, LIMIT),
                FailureRecogniser.of(ErrorStyle.OPENAI, Clock.systemUTC()),
                new UsageExtractor(StreamStyle.OPENAI, false),
                AnswerForm.JSON);
        UpstreamCall call = new UpstreamCall(loop.eventLoop(), plan, listener);
        call.start(
                upstream,
                new UpstreamRequest("http://llm/v1", new DefaultHttpHeaders(), 0, () -> Unpooled.EMPTY_BUFFER));
        return call;
    }

    /** Notes the events of one attempt, and takes its response when told to. */
    private static final class Events implements AttemptListener {

        final List<String> seen = new ArrayList<>();
        private @Nullable Response response;
        private @Nullable Disposable client;

        void take() {
            if (response != null && client == null) {
                client = response.length() >= 0
                        ? response.body().whole().subscribe(ByteBuf::release)
                        : response.body().flux().subscribe(ByteBuf::release, cut -> {});
            }
        }

        void leave() {
            if (client != null) {
                client.dispose();
            }
        }

        @Override
        public void onHead(int status, HttpHeaders headers) {
            seen.add("head " + status);
        }

        @Override
        public void onFailed(Failure failure) {
            seen.add("failed " + failure.kind());
        }

        @Override
        public void onResponse(Response begun) {
            response = begun;
            seen.add("response " + begun.status());
        }

        @Override
        public byte[] onEnded(ResponseEnd end) {
            seen.add("ended " + end.getClass().getSimpleName());
            return "data: broken\n\n".getBytes(StandardCharsets.UTF_8);
        }
    }
}
