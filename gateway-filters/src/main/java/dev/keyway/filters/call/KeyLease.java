package dev.keyway.filters.call;

import dev.keyway.filters.failover.AttemptHistory;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ConfiguredProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Key lease: a key for a call that somebody else makes. */
public final class KeyLease {

    private final ConfiguredProvider provider;
    private final Permit permit;
    private final CallDependencies dependencies;

    private KeyLease(ConfiguredProvider provider, Permit permit, CallDependencies dependencies) {
        this.provider = provider;
        this.permit = permit;
        this.dependencies = dependencies;
    }

    /** The key to send. */
    public ProviderKey key() {
        return permit.key();
    }

    /**
     * Ends the lease with what the provider answered.
     *
     * @param status its status; 0 if there was no answer
     * @param headers finds a header of the answer by its name in lower case; null if it is not there
     */
    public Mono<Void> release(int status, Function<String, @Nullable String> headers) {
        return Mono.fromRunnable(() -> {
            if (status >= 200 && status < 400) {
                permit.served();
            } else {
                Failure failure = status == 0
                        ? Failure.of(FailureClass.CONNECTION, "no answer")
                        : provider.recogniser().recognise(status, headers, new byte[0]);
                AttemptHistory once = new AttemptHistory(1, 1, 1, 0, 0);
                permit.failed(dependencies
                        .policy()
                        .judge(failure, once, dependencies.clock().instant())
                        .penalty());
            }
        });
    }

    /** Ends the lease of a call that was given up. */
    public Mono<Void> abandon() {
        return Mono.fromRunnable(permit::abandoned);
    }

    /**
     * Key leases: gives keys to calls that somebody else makes.
     *
     * @param dependencies what all calls share
     * @param patience how long to wait for a key; asked for each
     */
    public record Leases(CallDependencies dependencies, Supplier<Duration> patience) {

        /** A key for one call, or a {@link GatewayException}. */
        public Mono<KeyLease> acquire(ConfiguredProvider provider, String model, String fairnessKey) {
            InstantSource clock = dependencies.clock();
            return Mono.<KeyLease>create(sink -> {
                        KeyDemand any = KeyDemand.of(model, clock.instant().plus(patience.get()));
                        KeyDemand demand = new KeyDemand(
                                model,
                                fairnessKey,
                                any.preferredKey(),
                                any.avoidedKeys(),
                                any.avoidedAccounts(),
                                any.deadline());
                        Runnable leaveQueue = provider.pool().acquire(demand, new KeyListener() {
                            @Override
                            public void granted(Permit permit) {
                                sink.success(new KeyLease(provider, permit, dependencies));
                            }

                            @Override
                            public void refused(Refusal refusal) {
                                sink.error(new GatewayException(CallErrors.of(refusal, null, model)));
                            }
                        });
                        sink.onCancel(leaveQueue::run);
                    })
                    .doOnDiscard(KeyLease.class, unwanted -> unwanted.permit.abandoned());
        }
    }
}
