package dev.keyway.bench.soak;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/** Places of which each serves one request at a time. A place asks for a model of its own, so breakers stay closed. */
final class Slots {

    private final Queue<Integer> free = new ConcurrentLinkedQueue<>();

    Slots(int count) {
        IntStream.range(0, count).forEach(free::add);
    }

    /** Runs a request in a free place and frees the place when it ends; there must be one. */
    <T> Mono<T> in(IntFunction<Mono<T>> request) {
        return Mono.defer(() -> {
            int slot = free.remove();
            return request.apply(slot).doOnTerminate(() -> free.add(slot));
        });
    }
}
