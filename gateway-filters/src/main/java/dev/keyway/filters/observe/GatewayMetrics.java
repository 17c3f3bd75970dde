package dev.keyway.filters.observe;

import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.record.AttemptHead;
import dev.keyway.filters.record.AttemptObservation;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.RepairRecord;
import dev.keyway.filters.record.RequestHead;
import dev.keyway.filters.record.RequestObservation;
import dev.keyway.filters.record.RequestObserver;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.snapshot.Snapshot;
import dev.keyway.filters.snapshot.SnapshotListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.netty.buffer.ByteBuf;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The metrics that docs/metrics.md lists. Values of labels are bounded. */
final class GatewayMetrics implements RequestObserver, RequestObservation, SnapshotListener {

    private static final int MODELS_SERVED = 200;
    private static final int MODELS_NEVER_SERVED = 50;
    private static final String NONE = "none";
    private static final Set<String> FAULTS_OF_THE_REQUEST =
            Set.of(FailureClass.BAD_REQUEST.label(), FailureClass.CONTEXT.label(), FailureClass.FILTER.label());

    private final MeterRegistry registry;
    private final BoundedLabels models = new BoundedLabels(MODELS_SERVED, MODELS_NEVER_SERVED);
    private final Latencies latencies;
    private final PoolGauges pools;
    private final AttemptObservation attempts = new AttemptObservation() {
        @Override
        public void onEnded(AttemptRecord attempt) {
            attempted(attempt);
        }
    };

    /** @param live the providers that serve now */
    GatewayMetrics(MeterRegistry registry, Supplier<Snapshot> live) {
        this.registry = registry;
        this.latencies = new Latencies(registry);
        this.pools = new PoolGauges(registry, live);
    }

    @Override
    public void changed(Snapshot now) {
        pools.show(now);
    }

    @Override
    public RequestObservation begin(RequestHead head) {
        return this;
    }

    @Override
    public AttemptObservation onAttempt(AttemptHead head, Supplier<ByteBuf> payload) {
        return attempts;
    }

    @Override
    public void onEnded(RequestRecord request) {
        String provider = named(request.provider());
        String model = servedModel(request);
        Tags target = target(provider, model);
        registry.counter(
                        "keyway.requests",
                        target.and("outcome", request.outcome().label()))
                .increment();
        latencies.record("keyway.request.duration", provider, model, request.duration());
        if (request.firstByte() != null) {
            latencies.record("keyway.first.byte", provider, model, request.firstByte());
        }
        tokens(target, "input", request.usage().promptTokens());
        tokens(target, "output", request.usage().completionTokens());
        if (request.cost().amount().compareTo(NanoDollars.ZERO) > 0) {
            registry.counter("keyway.cost.dollars", target)
                    .increment(request.cost().amount().dollars().doubleValue());
        }
        if (request.cost().unpriced()) {
            registry.counter("keyway.unpriced.requests", target).increment();
        }
    }

    private void attempted(AttemptRecord attempt) {
        Tags target = target(attempt.provider(), attemptedModel(attempt));
        registry.counter(
                        "keyway.attempts",
                        target.and(
                                Tag.of("result", attempt.result()),
                                Tag.of("status", attempt.status() == 0 ? NONE : Integer.toString(attempt.status()))))
                .increment();
        registry.timer("keyway.queue.wait", "provider", attempt.provider()).record(attempt.waited());
    }

    @Override
    public void onRepaired(RepairRecord repair) {
        registry.counter(
                        "keyway.repairs",
                        target(repair.provider(), models.ofServed(repair.model()))
                                .and("member", repair.member()))
                .increment();
    }

    /** A model that no provider ever served under that name is not worth a time series. */
    private String servedModel(RequestRecord request) {
        if (request.model() == null) {
            return NONE;
        }
        return switch (request.outcome()) {
            case REFUSED -> models.ifKnown(request.model());
            case COMPLETED, BROKEN -> models.ofServed(request.model());
            case FAILED, CANCELLED, INTERRUPTED -> models.ofUnserved(request.model());
        };
    }

    private String attemptedModel(AttemptRecord attempt) {
        if (FAULTS_OF_THE_REQUEST.contains(attempt.result())) {
            return models.ifKnown(attempt.model());
        }
        return attempt.result().equals("served")
                ? models.ofServed(attempt.model())
                : models.ofUnserved(attempt.model());
    }

    private void tokens(Tags target, String kind, long count) {
        if (count > 0) {
            registry.counter("keyway.tokens", target.and("kind", kind)).increment((double) count);
        }
    }

    private static String named(@Nullable String provider) {
        return provider == null ? NONE : provider;
    }

    private static Tags target(String provider, String model) {
        return Tags.of("provider", provider, "model", model);
    }
}
