package dev.keyway.filters.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class BoundedBytesTests {

    @Test
    void joinsWhatIsNotTooLong() {
        StepVerifier.create(BoundedBytes.of(Flux.just(new byte[] {1, 2}, new byte[] {3}), 3))
                .assertNext(all -> assertThat(all).containsExactly(1, 2, 3))
                .verifyComplete();
        StepVerifier.create(BoundedBytes.of(Flux.empty(), 3))
                .assertNext(none -> assertThat(none).isEmpty())
                .verifyComplete();
    }

    @Test
    void readsNoFurtherOnceItIsTooLong() {
        AtomicInteger read = new AtomicInteger();
        Flux<byte[]> endless =
                Flux.<byte[]>generate(sink -> sink.next(new byte[100])).doOnNext(part -> read.incrementAndGet());

        StepVerifier.create(BoundedBytes.of(endless, 1_000)).verifyErrorMessage("more than 1000 bytes");

        assertThat(read).hasValue(11);
    }
}
