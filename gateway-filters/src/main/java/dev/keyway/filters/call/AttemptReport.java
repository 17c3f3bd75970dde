package dev.keyway.filters.call;

import dev.keyway.catalogue.usage.ServiceTiers;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.model.ManagedProvider;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.record.AttemptHead;
import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.upstream.transport.UpstreamRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Report of an attempt: the records of its beginning and its end.
 *
 * @param waited how long the request waited for the key
 */
record AttemptReport(TargetPlan plan, ProviderKey key, Duration waited) {

    /**
     * Its beginning.
     *
     * @param chosen why the key was chosen
     * @param expected what it is expected to use
     * @param heldNanos what hard budgets hold for it, in nano-dollars; 0 if none binds
     */
    AttemptOpened opened(String chosen, AttemptUsage expected, long heldNanos, Instant now) {
        ManagedProvider managed = plan.provider().settings().managed();
        return new AttemptOpened(
                plan.track().attempts() + 1,
                plan.provider().id(),
                managed == null ? "" : managed.id().toString(),
                key.account(),
                key.id(),
                plan.model(),
                plan.provider().priceList(plan.model(), ServiceTiers.STANDARD, now),
                chosen,
                expected,
                heldNanos,
                now);
    }

    AttemptHead head(int number, UpstreamRequest request) {
        return new AttemptHead(
                number, plan.provider().id(), plan.model(), key.id(), key.secret(), request.uri(), request.headers());
    }

    /** @param status the provider's status; 0 if there was none */
    AttemptRecord ended(Outcome outcome, @Nullable Failure failure, int status, AttemptUsage usage) {
        String result = outcome == Outcome.COMPLETED ? "served" : "cancelled";
        return new AttemptRecord(
                plan.provider().id(),
                plan.model(),
                key.id(),
                outcome,
                failure == null ? result : failure.kind().label(),
                failure == null ? "" : failure.message(),
                status,
                waited,
                usage);
    }
}
