package dev.keyway.gateway;

import dev.keyway.filters.record.AttemptHead;
import dev.keyway.filters.record.AttemptObservation;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.RequestHead;
import dev.keyway.filters.record.RequestObservation;
import dev.keyway.filters.record.RequestObserver;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.testkit.time.Awaiting;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** All that a gateway recorded. Give the gateway {@link Kept} as a further configuration, then ask {@link #of}. */
final class Records implements RequestObserver {

    private final Queue<RequestRecord> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private volatile Instant since = Instant.EPOCH;

    static Records of(TestGateway gateway) {
        return gateway.context().getBean(Records.class);
    }

    @Override
    public RequestObservation begin(RequestHead head) {
        return new RequestObservation() {
            @Override
            public AttemptObservation onAttempt(AttemptHead attempt, Supplier<ByteBuf> payload) {
                return new AttemptObservation() {
                    @Override
                    public void onEnded(AttemptRecord ended) {
                        attempts.add(new Attempt(head.start(), ended));
                    }
                };
            }

            @Override
            public void onEnded(RequestRecord request) {
                requests.add(request);
            }
        };
    }

    /** Every request for a model that is over. */
    List<RequestRecord> requests() {
        return requests(request -> request.model() != null);
    }

    List<RequestRecord> requests(Predicate<RequestRecord> which) {
        return requests.stream()
                .filter(request -> !request.start().isBefore(since))
                .filter(which)
                .toList();
    }

    List<AttemptRecord> attempts() {
        return attempts.stream()
                .filter(attempt -> !attempt.requested().isBefore(since))
                .map(Attempt::ended)
                .toList();
    }

    /** The one record for that model, waited for. */
    RequestRecord awaitFor(String model) {
        return Awaiting.value(
                        "the record for " + model,
                        java.time.Duration.ofSeconds(10),
                        () -> requests(request -> model.equals(request.model())),
                        found -> found.size() == 1)
                .getFirst();
    }

    /**
     * Forgets the requests begun so far and their attempts, those too that are settled only later: a record may follow
     * its answer, and a stream that a test leaves open ends in the next test.
     */
    void forget() {
        since = Instant.now();
    }

    /** An attempt that is over, and when its request came. */
    private record Attempt(Instant requested, AttemptRecord ended) {}

    /** Makes a gateway keep what it records. */
    @Configuration(proxyBeanMethods = false)
    static class Kept {

        @Bean
        Records records() {
            return new Records();
        }
    }
}
