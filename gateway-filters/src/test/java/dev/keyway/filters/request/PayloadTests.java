package dev.keyway.filters.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.filters.body.BodyBudget;
import dev.keyway.filters.body.BodyPace;
import dev.keyway.filters.body.BodyReader;
import dev.keyway.filters.body.BodyWatch;
import dev.keyway.filters.body.RequestBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.IllegalReferenceCountException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Copies of a payload are memory of its caller's as the body is. */
class PayloadTests {

    private static final PooledByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;
    private static final String JSON = "{\"model\":\"m\",\"seed\":1,\"top_k\":2,\"x\":\"" + "x".repeat(1000) + "\"}";

    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private BodyBudget budget = new BodyBudget(0);
    private @Nullable RequestBody body;

    @AfterEach
    void allIsGivenBack() {
        threads.shutdown();
        Objects.requireNonNull(body).release();
        assertThat(budget.held()).isZero();
    }

    @Test
    void countsTheCopyThatItIsEditedIn() {
        Payload payload = payload(10_000);
        long whole = budget.held();

        assertThat(payload.leaveOut("seed")).isTrue();
        assertThat(budget.held()).isEqualTo(whole + JSON.length());
        assertThat(payload.leaveOut("top_k")).isTrue();
        assertThat(budget.held()).as("the second copy instead of the first").isLessThan(whole + JSON.length());
        assertThat(payload.leaveOut("none")).isFalse();

        assertThat(text(payload.duplicate())).startsWith("{\"model\":\"m\",\"x\"");
        payload.release();
        assertThat(budget.held()).as("the copy goes with the payload").isEqualTo(whole);
    }

    @Test
    void isNotEditedWhereThereIsNoRoomForACopy() {
        Payload payload = payload(JSON.length() + 500);

        assertThat(payload.leaveOut("seed")).isFalse();

        assertThat(text(payload.duplicate())).isEqualTo(JSON);
        payload.release();
    }

    @Test
    void isRenamedThoughThereIsNoRoomForACopy() {
        Payload payload = payload(JSON.length());
        long whole = budget.held();

        RenamedPayload renamed = Objects.requireNonNull(RenamedPayload.of(payload, "other"));

        assertThat(budget.held()).isEqualTo(whole);
        assertThat(text(renamed.take())).isEqualTo(JSON.replace("\"m\"", "\"other\""));
        payload.release();
    }

    @Test
    void isReleasedOnceWhereTwoThreadsDoSo() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            Payload payload = payload(10_000);
            ByteBuf bytes = payload.duplicate();
            CyclicBarrier together = new CyclicBarrier(2);
            Callable<Boolean> release = () -> {
                together.await();
                payload.release();
                return true;
            };
            Future<Boolean> other = threads.submit(release);
            release.call();
            other.get();

            assertThat(bytes.refCnt()).isEqualTo(1);
            bytes.release();
            Objects.requireNonNull(body).release();
        }
    }

    @Test
    void givesNoBytesOfOneThatIsReleased() {
        Payload payload = payload(10_000);
        long digest = payload.digest();
        payload.release();

        assertThatThrownBy(payload::duplicate).isInstanceOf(IllegalReferenceCountException.class);
        assertThatThrownBy(payload::textBytes).isInstanceOf(IllegalReferenceCountException.class);
        assertThat(payload.digest()).isEqualTo(digest);
    }

    /** In two pieces, as one that was sanitised. */
    private Payload payload(long memory) {
        budget = new BodyBudget(memory);
        BodyWatch watch = new BodyWatch(BodyPace.DEFAULT, InstantSource.system());
        BodyReader reader = new BodyReader(JSON.length(), budget, ALLOCATOR, watch, Schedulers.immediate());
        HttpHeaders headers = new HttpHeaders();
        headers.setContentLength(JSON.length());
        DataBuffer sent = new NettyDataBufferFactory(ALLOCATOR)
                .wrap(ALLOCATOR.directBuffer().writeBytes(JSON.getBytes(UTF_8)));
        RequestBody read =
                Objects.requireNonNull(reader.read(headers, Flux.just(sent), "").block());
        body = read;
        ByteBuf bytes = read.bytes();
        int half = bytes.readableBytes() / 2;
        return new Payload(
                ALLOCATOR
                        .compositeBuffer(2)
                        .addComponent(true, bytes.retainedSlice(0, half))
                        .addComponent(true, bytes.retainedSlice(half, bytes.readableBytes() - half)),
                read,
                false);
    }

    private static String text(ByteBuf bytes) {
        try {
            return bytes.toString(UTF_8);
        } finally {
            bytes.release();
        }
    }
}
