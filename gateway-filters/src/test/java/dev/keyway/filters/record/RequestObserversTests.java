package dev.keyway.filters.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which member of the composite receives which event. */
class RequestObserversTests {

    private static final RequestHead HEAD =
            new RequestHead("req_1", Instant.EPOCH, "POST", "/v1/chat/completions", TestHeaders.NONE);
    private static final AttemptHead ATTEMPT =
            new AttemptHead(1, "openai", "gpt-5", "abc", Secret.of("key"), "http://llm", new DefaultHttpHeaders());
    private static final AttemptRecord ENDED = new AttemptRecord(
            "openai", "gpt-5", "abc", Outcome.COMPLETED, "served", "", 200, Duration.ZERO, AttemptUsage.NONE);

    private final List<String> events = new ArrayList<>();

    @Test
    void givesEachEventToAllMembersInOrderAndChunksToThoseThatReadBodies() {
        RequestObserver all = new RequestObservers(List.of(
                head -> new Member("metrics", null, false),
                head -> new Member("trace", "00-1", false),
                head -> new Member("log", null, true)));

        RequestObservation request = all.begin(HEAD);
        request.onResolved();
        AttemptObservation attempt = request.onAttempt(ATTEMPT, () -> Unpooled.EMPTY_BUFFER);
        attempt.onHead(200, new DefaultHttpHeaders());
        attempt.onChunk(Unpooled.EMPTY_BUFFER);
        attempt.onResponse();
        attempt.onEnded(ENDED);

        assertThat(request.traceparent()).isEqualTo("00-1");
        assertThat(attempt.traceparent()).isEqualTo("00-1-attempt");
        assertThat(events)
                .containsExactly(
                        "metrics resolved",
                        "trace resolved",
                        "log resolved",
                        "metrics attempt",
                        "trace attempt",
                        "log attempt",
                        "metrics head",
                        "trace head",
                        "log head",
                        "log chunk",
                        "metrics response",
                        "trace response",
                        "log response",
                        "metrics ended",
                        "trace ended",
                        "log ended");
    }

    @Test
    void givesEachEventToTheOthersIfOneFails() {
        RequestObserver all = new RequestObservers(List.of(
                head -> new Failing(),
                head -> {
                    throw new IllegalStateException("a defect");
                },
                head -> new Member("log", null, true)));

        RequestObservation request = all.begin(HEAD);
        request.onResolved();
        AttemptObservation attempt = request.onAttempt(ATTEMPT, () -> Unpooled.EMPTY_BUFFER);
        attempt.onHead(200, new DefaultHttpHeaders());
        attempt.onChunk(Unpooled.EMPTY_BUFFER);
        attempt.onResponse();
        attempt.onEnded(ENDED);

        assertThat(events)
                .containsExactly("log resolved", "log attempt", "log head", "log chunk", "log response", "log ended");
    }

    @Test
    void readsNoBodyWhereNoMemberDoes() {
        RequestObserver all = new RequestObservers(List.of(head -> new Member("metrics", null, false)));

        assertThat(all.begin(HEAD)
                        .onAttempt(ATTEMPT, () -> Unpooled.EMPTY_BUFFER)
                        .readsBody())
                .isFalse();
    }

    /** Fails at the first event of each kind. */
    private static final class Failing implements RequestObservation {

        @Override
        public void onResolved() {
            throw new IllegalStateException("a defect");
        }

        @Override
        public AttemptObservation onAttempt(AttemptHead head, Supplier<ByteBuf> payload) {
            return new AttemptObservation() {

                @Override
                public void onHead(int status, HttpHeaders headers) {
                    throw new IllegalStateException("a defect");
                }

                @Override
                public void onEnded(AttemptRecord attempt) {
                    throw new NoClassDefFoundError("a defect");
                }
            };
        }
    }

    private final class Member implements RequestObservation {

        private final String name;
        private final @Nullable String traceparent;
        private final boolean readsBody;

        Member(String name, @Nullable String traceparent, boolean readsBody) {
            this.name = name;
            this.traceparent = traceparent;
            this.readsBody = readsBody;
        }

        @Override
        public @Nullable String traceparent() {
            return traceparent;
        }

        @Override
        public void onResolved() {
            events.add(name + " resolved");
        }

        @Override
        public AttemptObservation onAttempt(AttemptHead head, Supplier<ByteBuf> payload) {
            events.add(name + " attempt");
            return new OfAttempt(this);
        }
    }

    private final class OfAttempt implements AttemptObservation {

        private final Member member;

        OfAttempt(Member member) {
            this.member = member;
        }

        @Override
        public @Nullable String traceparent() {
            return member.traceparent == null ? null : member.traceparent + "-attempt";
        }

        @Override
        public boolean readsBody() {
            return member.readsBody;
        }

        @Override
        public void onHead(int status, HttpHeaders headers) {
            events.add(member.name + " head");
        }

        @Override
        public void onChunk(ByteBuf bytes) {
            events.add(member.name + " chunk");
        }

        @Override
        public void onResponse() {
            events.add(member.name + " response");
        }

        @Override
        public void onEnded(AttemptRecord attempt) {
            events.add(member.name + " ended");
        }
    }
}
