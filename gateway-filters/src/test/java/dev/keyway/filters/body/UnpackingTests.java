package dev.keyway.filters.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.keyway.filters.problem.GatewayException;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Packed request bodies, unpacked within the bounds of plain ones. */
class UnpackingTests {

    private static final int MIB = 1024 * 1024;

    private final BodyBudget budget = new BodyBudget(4 * MIB);

    /** How senders pack, with their ways to differ from the standard. */
    enum Packing {
        GZIP("gzip") {
            @Override
            OutputStream on(OutputStream out) throws IOException {
                return new GZIPOutputStream(out);
            }
        },
        OLD_GZIP("X-GZIP") {
            @Override
            OutputStream on(OutputStream out) throws IOException {
                return new GZIPOutputStream(out);
            }
        },
        ZSTD("zstd") {
            @Override
            OutputStream on(OutputStream out) throws IOException {
                return new ZstdOutputStreamNoFinalizer(out);
            }
        },
        DEFLATE("deflate") {
            @Override
            OutputStream on(OutputStream out) {
                return new DeflaterOutputStream(out);
            }
        },
        BARE_DEFLATE("deflate") {
            @Override
            OutputStream on(OutputStream out) {
                return new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
            }
        };

        private final String coding;

        Packing(String coding) {
            this.coding = coding;
        }

        abstract OutputStream on(OutputStream out) throws IOException;

        byte[] pack(byte[] plain) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = on(packed)) {
                out.write(plain);
            }
            return packed.toByteArray();
        }
    }

    @AfterEach
    void allOfTheBudgetIsGivenBack() {
        assertThat(budget.held()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void unpacksWhatIsPacked(Packing packing) throws IOException {
        byte[] plain = ("{\"model\":\"gpt\",\"text\":\"" + "é😀".repeat(50_000) + "\"}").getBytes(UTF_8);

        RequestBody body =
                Objects.requireNonNull(read(packing, packing.pack(plain)).block());

        assertThat(body.bytes().toString(UTF_8)).isEqualTo(new String(plain, UTF_8));
        body.release();
    }

    @ParameterizedTest
    @EnumSource
    void takesNoMoreThanTheBoundOfWhatUnpacksToMuch(Packing packing) throws IOException {
        byte[] fits = packing.pack(new byte[MIB]);
        byte[] bomb = packing.pack(new byte[64 * MIB]);

        Objects.requireNonNull(read(packing, fits).block()).release();

        refuses(read(packing, bomb), "request_too_large");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatABodyIsNotWhatItSays(Packing packing) throws IOException {
        byte[] packed = packing.pack("{\"model\":\"gpt-4o\",\"messages\":[]}".getBytes(UTF_8));

        refuses(read(packing, Arrays.copyOf(packed, packed.length / 2)), "invalid_request");
        refuses(read(packing, "{\"model\":\"gpt-4o\"}".getBytes(UTF_8)), "invalid_request");
        refuses(read(packing, new byte[0]), "invalid_request");
    }

    @Test
    void givesNoMemoryForAWindowThatNoSenderNeeds() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZstdOutputStreamNoFinalizer out = new ZstdOutputStreamNoFinalizer(packed)) {
            out.setLong(27);
            out.write(new byte[MIB]);
        }

        refuses(read(Packing.ZSTD, packed.toByteArray()), "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "4, 503"})
    void countsWhatIsUnpackedInTheBudget(int alreadyHeld, int status) throws IOException {
        BodyShare other = budget.share("");
        long taken = alreadyHeld * (long) MIB - 100_000;
        other.reserve(taken);

        StepVerifier.FirstStep<RequestBody> step =
                StepVerifier.create(read(Packing.GZIP, Packing.GZIP.pack(new byte[MIB])));
        if (status == 200) {
            step.assertNext(RequestBody::release).verifyComplete();
        } else {
            step.expectErrorSatisfies(error -> assertThat(
                                    ((GatewayException) error).error().status())
                            .isEqualTo(status))
                    .verify();
        }

        other.giveBack(taken);
    }

    /** The client leaves while its body waits for a worker, is unpacked, or waits for the client's own thread. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void releasesTheBodyOfAClientThatLeavesOnTheWay(int threadsThatTookIt) throws IOException {
        Deque<Runnable> worker = new ArrayDeque<>();
        Deque<Runnable> loop = new ArrayDeque<>();
        BodyHold exchange = new BodyHold();
        List<RequestBody> received = new ArrayList<>();
        BodyReader unpacking = reader(Schedulers.fromExecutor(worker::add));
        Disposable request = read(unpacking, Packing.GZIP, Packing.GZIP.pack(new byte[MIB]))
                .map(exchange::hold)
                .publishOn(Schedulers.fromExecutor(loop::add))
                .subscribe(received::add);
        if (threadsThatTookIt > 0) {
            worker.remove().run();
        }
        if (threadsThatTookIt > 1) {
            loop.remove().run();
        }
        assertThat(budget.held()).isPositive();

        request.dispose();
        exchange.release();

        worker.forEach(Runnable::run);
        loop.forEach(Runnable::run);
        assertThat(received).hasSize(threadsThatTookIt / 2);
        assertThat(budget.held()).isZero();
    }

    @Test
    void releasesWhatIsUnpackedOnlyOnceTheClientHasLeft() throws IOException {
        BodyHold exchange = new BodyHold();
        BodyReader unpacking = reader(Schedulers.immediate());
        RequestBody whole = Objects.requireNonNull(
                read(unpacking, Packing.GZIP, Packing.GZIP.pack(new byte[MIB])).block());
        exchange.release();

        exchange.hold(whole);

        assertThat(whole.bytes().refCnt()).isZero();
        assertThat(budget.held()).isZero();
    }

    private Mono<RequestBody> read(Packing packing, byte[] packed) {
        return read(reader(Schedulers.immediate()), packing, packed);
    }

    private BodyReader reader(Scheduler workers) {
        return new BodyReader(
                MIB,
                budget,
                PooledByteBufAllocator.DEFAULT,
                new BodyWatch(BodyPace.DEFAULT, Clock.systemUTC()),
                workers);
    }

    private static Mono<RequestBody> read(BodyReader reader, Packing packing, byte[] packed) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_ENCODING, packing.coding);
        headers.setContentLength(packed.length);
        DataBuffer content = DefaultDataBufferFactory.sharedInstance.wrap(packed);
        return reader.read(headers, Flux.just(content), "");
    }

    private static void refuses(Mono<RequestBody> read, String code) {
        StepVerifier.create(read)
                .expectErrorSatisfies(error ->
                        assertThat(((GatewayException) error).error().code()).isEqualTo(code))
                .verify();
    }
}
