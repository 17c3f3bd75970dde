package dev.keyway.filters.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.testkit.time.TestClock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class BodyReaderTests {

    private static final int MIB = 1024 * 1024;
    private static final PooledByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

    private final List<ByteBuf> network = new ArrayList<>();
    private final BodyBudget budget = new BodyBudget(64L * MIB);
    private final TestClock clock = TestClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final BodyWatch watch = new BodyWatch(BodyPace.DEFAULT, clock);
    private final BodyReader reader = new BodyReader(20 * MIB, budget, ALLOCATOR, watch, Schedulers.boundedElastic());

    @AfterEach
    void everyNetworkBufferAndAllOfTheBudgetIsGivenBack() {
        assertThat(network).allSatisfy(buffer -> assertThat(buffer.refCnt()).isZero());
        assertThat(budget.held()).isZero();
    }

    private DataBuffer buffer(byte[] bytes, int from, int to) {
        ByteBuf buffer = ALLOCATOR.directBuffer().writeBytes(bytes, from, to - from);
        network.add(buffer);
        return new NettyDataBufferFactory(ALLOCATOR).wrap(buffer);
    }

    private DataBuffer buffer(int size) {
        return buffer(new byte[size], 0, size);
    }

    private Flux<DataBuffer> buffers(int size, int count) {
        return Flux.range(0, count).map(i -> buffer(size));
    }

    private static HttpHeaders length(long length) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentLength(length);
        return headers;
    }

    private static RequestBody received(Mono<RequestBody> read) {
        return Objects.requireNonNull(read.block());
    }

    private static void refused(Mono<RequestBody> read, ErrorCode code, String message) {
        StepVerifier.create(read)
                .expectErrorSatisfies(error -> {
                    assertThat(error).isInstanceOf(GatewayException.class).hasMessage(message);
                    assertThat(((GatewayException) error).error().code()).isEqualTo(code.code());
                })
                .verify();
    }

    @Test
    void putsABodyTogetherWhereverItIsSplit() {
        byte[] bytes =
                "{\"mod\\u0065l\":\"gpt\",\"messages\":[{\"role\":\"user\",\"content\":\"é😀\"}]}".getBytes(UTF_8);
        for (int at = 0; at <= bytes.length; at++) {
            for (HttpHeaders headers : List.of(new HttpHeaders(), length(bytes.length))) {
                Flux<DataBuffer> halves = Flux.just(buffer(bytes, 0, at), buffer(bytes, at, bytes.length));

                StepVerifier.create(reader.read(headers, halves, ""))
                        .assertNext(body -> {
                            assertThat(body.bytes().toString(UTF_8)).isEqualTo(new String(bytes, UTF_8));
                            assertThat(MemberIndex.of(body.bytes()).string("model"))
                                    .isEqualTo("gpt");
                            body.release();
                        })
                        .verifyComplete();
            }
        }
    }

    @Test
    void putsABodyTogetherFromSingleBytes() {
        byte[] bytes = "{\"model\":\"gpt\"}".getBytes(UTF_8);
        Flux<DataBuffer> pieces = Flux.range(0, bytes.length).map(i -> buffer(bytes, i, i + 1));

        RequestBody body = received(reader.read(new HttpHeaders(), pieces, ""));

        assertThat(body.bytes().toString(UTF_8)).isEqualTo("{\"model\":\"gpt\"}");
        body.release();
    }

    @Test
    void takesExactlyTheDeclaredLengthOfMemoryInOnePiece() {
        StepVerifier.create(reader.read(length(20 * MIB), buffers(MIB, 20), ""))
                .assertNext(body -> {
                    assertThat(body.size()).isEqualTo(20 * MIB);
                    assertThat(body.bytes().capacity()).isEqualTo(20 * MIB);
                    assertThat(body.bytes().nioBufferCount()).isEqualTo(1);
                    assertThat(body.bytes().isDirect()).isTrue();
                    assertThat(budget.held()).isEqualTo(20 * MIB);
                    body.release();
                })
                .verifyComplete();
    }

    @Test
    void growsForABodyWithoutALengthByNoMoreThanAQuarterTooMuch() {
        StepVerifier.create(reader.read(new HttpHeaders(), buffers(100_000, 150), ""))
                .assertNext(body -> {
                    assertThat(body.size()).isEqualTo(15_000_000);
                    assertThat(budget.held()).isBetween(15_000_000L, 15_000_000L * 5 / 4);
                    assertThat((long) body.bytes().capacity()).isEqualTo(budget.held());
                    body.release();
                })
                .verifyComplete();
    }

    @Test
    void refusesADeclaredLengthOverTheBoundBeforeAnyByteCame() {
        TestPublisher<DataBuffer> content = TestPublisher.create();

        refused(
                reader.read(length(20 * MIB + 1), content.flux(), ""),
                ErrorCode.REQUEST_TOO_LARGE,
                "The request body is larger than the 20971520 bytes allowed.");

        content.next(buffer(MIB));
        content.assertNotCancelled();
        content.complete();
    }

    @Test
    void refusesABodyWithoutALengthAtTheFirstByteOverTheBoundAndDiscardsTheRest() {
        TestPublisher<DataBuffer> content = TestPublisher.create();

        StepVerifier.create(reader.read(new HttpHeaders(), content.flux(), ""))
                .then(() -> content.next(buffer(20 * MIB)))
                .then(() -> content.next(buffer(1)))
                .expectErrorMessage("The request body is larger than the 20971520 bytes allowed.")
                .verify();

        content.assertNotCancelled();
        content.next(buffer(MIB));
        content.complete();
    }

    @Test
    void stopsDiscardingWhatNeverEnds() {
        TestPublisher<DataBuffer> content = TestPublisher.create();
        StepVerifier.create(reader.read(length(100L * MIB), content.flux(), ""))
                .expectError(GatewayException.class)
                .verify();

        content.next(buffer(20 * MIB), buffer(20 * MIB));
        content.assertNotCancelled();
        content.next(buffer(1));

        content.assertCancelled();
    }

    @Test
    void asksNoClientForABodyThatIsRefusedByItsHeaders() {
        HttpHeaders headers = length(21 * MIB);
        headers.set(HttpHeaders.EXPECT, "100-continue");
        TestPublisher<DataBuffer> content = TestPublisher.create();

        StepVerifier.create(reader.read(headers, content.flux(), ""))
                .expectError(GatewayException.class)
                .verify();

        content.assertWasNotSubscribed();
    }

    @Test
    void refusesAnUnknownPacking() {
        HttpHeaders headers = length(10);
        for (String coding : List.of("br", "gzip, gzip", "compress")) {
            headers.set(HttpHeaders.CONTENT_ENCODING, coding);

            refused(
                    reader.read(headers, buffers(10, 1), ""),
                    ErrorCode.UNSUPPORTED_ENCODING,
                    "A request body may be packed by one of gzip, zstd or deflate; send it so, or without"
                            + " Content-Encoding.");
        }

        headers.set(HttpHeaders.CONTENT_ENCODING, "identity");
        StepVerifier.create(reader.read(headers, buffers(10, 1), ""))
                .assertNext(RequestBody::release)
                .verifyComplete();
    }

    @Test
    void refusesABodyThatEndsBeforeItsLength() {
        refused(
                reader.read(length(10), buffers(4, 2), ""),
                ErrorCode.INVALID_JSON,
                "The body is cut off: 8 of 10 bytes came.");
    }

    @Test
    void refusesABodyThatIsLongerThanItsLength() {
        refused(
                reader.read(length(10), buffers(6, 2), ""),
                ErrorCode.INVALID_REQUEST,
                "The request body is longer than its Content-Length.");
    }

    @Test
    void readsNothingAsAnEmptyBody() {
        StepVerifier.create(reader.read(new HttpHeaders(), Flux.empty(), ""))
                .assertNext(body -> {
                    assertThat(body.size()).isZero();
                    body.release();
                })
                .verifyComplete();
    }

    @Test
    void holdsNoMoreThanTheBudgetOfAllBodiesTogether() {
        List<RequestBody> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            reader.read(length(20 * MIB), buffers(20 * MIB, 1), "").subscribe(held::add);
        }
        assertThat(budget.held()).isEqualTo(60 * MIB);

        StepVerifier.create(reader.read(length(5 * MIB), buffers(MIB, 5), ""))
                .expectErrorSatisfies(error -> {
                    assertThat(((GatewayException) error).error().code()).isEqualTo("gateway_overloaded");
                    assertThat(((GatewayException) error).error().retryAfter()).isEqualTo(Duration.ofSeconds(1));
                })
                .verify();
        StepVerifier.create(reader.read(new HttpHeaders(), buffers(MIB, 5), ""))
                .expectError(GatewayException.class)
                .verify();
        assertThat(budget.held()).isEqualTo(60 * MIB);

        held.forEach(RequestBody::release);
        StepVerifier.create(reader.read(length(5 * MIB), buffers(MIB, 5), ""))
                .assertNext(RequestBody::release)
                .verifyComplete();
    }

    @Test
    void endsABodyThatBringsTooLittleInAWindow() {
        TestPublisher<DataBuffer> content = TestPublisher.create();

        StepVerifier.create(reader.read(length(20 * MIB), content.flux(), ""))
                .then(() -> content.next(buffer(MIB)))
                .then(watch::look)
                .then(() -> pass(BodyPace.WINDOW, content, (int) BodyPace.DEFAULT.leastInWindow()))
                .then(() -> assertThat(budget.held()).isEqualTo(20 * MIB))
                .then(() -> pass(BodyPace.WINDOW, content, (int) BodyPace.DEFAULT.leastInWindow() - 1))
                .expectErrorSatisfies(BodyReaderTests::isTooSlow)
                .verify();

        assertThat(budget.held()).isZero();
        content.assertNotCancelled();
        content.next(buffer(MIB));
        content.complete();
    }

    @Test
    void endsABodyThatIsNotWholeInTimeHoweverMuchItBrings() {
        TestPublisher<DataBuffer> content = TestPublisher.create();
        Duration before = BodyPace.DEFAULT.timeout().minus(BodyPace.WINDOW);

        StepVerifier.create(reader.read(new HttpHeaders(), content.flux(), ""))
                .then(watch::look)
                .then(() -> pass(before, content, MIB))
                .then(() -> assertThat(budget.held()).isPositive())
                .then(() -> pass(BodyPace.WINDOW, content, MIB))
                .expectErrorSatisfies(BodyReaderTests::isTooSlow)
                .verify();
    }

    private void pass(Duration time, TestPublisher<DataBuffer> content, int bytes) {
        content.next(buffer(bytes));
        clock.advance(time);
        watch.look();
    }

    private static void isTooSlow(Throwable error) {
        assertThat(((GatewayException) error).error().code()).isEqualTo("body_timeout");
        assertThat(((GatewayException) error).error().status()).isEqualTo(408);
    }

    @Test
    void givesOneCallerHalfOfTheBudgetAndAnybodyOneBody() {
        BodyBudget shared = new BodyBudget(50L * MIB, 20L * MIB);
        BodyReader sharing = new BodyReader(20 * MIB, shared, ALLOCATOR, watch, Schedulers.boundedElastic());
        List<RequestBody> held = new ArrayList<>();
        sharing.read(length(20 * MIB), buffers(20 * MIB, 1), "greedy").subscribe(held::add);

        refused(
                sharing.read(length(6 * MIB), buffers(6 * MIB, 1), "greedy"),
                ErrorCode.GATEWAY_OVERLOADED,
                "Your requests hold as much of the gateway's memory for bodies as one caller may have; try again.");
        sharing.read(length(20 * MIB), buffers(20 * MIB, 1), "modest").subscribe(held::add);
        sharing.read(length(10 * MIB), buffers(10 * MIB, 1), "").subscribe(held::add);
        assertThat(shared.held()).isEqualTo(50L * MIB);

        held.forEach(RequestBody::release);
        assertThat(shared.held()).isZero();
        BodyBudget small = new BodyBudget(24L * MIB, 20L * MIB);
        StepVerifier.create(new BodyReader(20 * MIB, small, ALLOCATOR, watch, Schedulers.boundedElastic())
                        .read(length(20 * MIB), buffers(20 * MIB, 1), "any"))
                .assertNext(RequestBody::release)
                .verifyComplete();
    }

    @Test
    void letsAllGoWhenTheClientBreaksOffOrNobodyWaits() {
        TestPublisher<DataBuffer> content = TestPublisher.create();

        StepVerifier.create(reader.read(length(20), content.flux(), ""))
                .then(() -> content.next(buffer(10)))
                .then(() -> assertThat(budget.held()).isEqualTo(20))
                .thenCancel()
                .verify();
        content.assertCancelled();

        StepVerifier.create(reader.read(
                        length(20), Flux.concat(buffers(10, 1), Flux.error(new IllegalStateException("gone"))), ""))
                .expectErrorMessage("the client left before its body was whole")
                .verify();
    }

    @Test
    void releasesOnceHoweverOftenItIsAsked() {
        RequestBody body = received(reader.read(new HttpHeaders(), buffers(10, 1), ""));
        ByteBuf attempt = body.retainedDuplicate();

        body.release();
        body.release();

        assertThat(budget.held()).isZero();
        assertThat(attempt.readableBytes()).isEqualTo(10);
        assertThat(attempt.release()).isTrue();
    }

    @Test
    void readsBuffersThatAreNotNettys() {
        DataBuffer heap = DefaultDataBufferFactory.sharedInstance.wrap("{}".getBytes(UTF_8));

        RequestBody body = received(reader.read(length(2), Flux.just(heap), ""));

        assertThat(body.bytes().toString(UTF_8)).isEqualTo("{}");
        body.release();
    }

    /** As where it is cancelled by one thread while another subscribes to its input. */
    @Test
    void isNotWatchedLongerThanItComes() {
        List<BodyCollector> bodies = new ArrayList<>();
        Mono.<RequestBody>create(sink ->
                        bodies.add(new BodyCollector(sink, new BodyStore(-1, MIB, budget.share(""), ALLOCATOR), watch)))
                .subscribe();
        bodies.getFirst().cancel();
        watch.began(bodies.getFirst());

        watch.look();

        assertThat(watch.count()).isZero();
    }
}
