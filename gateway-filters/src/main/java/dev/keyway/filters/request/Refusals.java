package dev.keyway.filters.request;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.RefusalDetail;
import dev.keyway.filters.record.AdmissionDates;
import dev.keyway.filters.record.RequestOwner;
import dev.keyway.filters.record.RequestRefused;
import dev.keyway.filters.record.RequestTrack;
import dev.keyway.filters.record.UsageEntry;
import dev.keyway.filters.usage.UsageLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refusals of known tokens at admission, which the usage log records. What is wrong with a request itself is no refusal of its token. */
final class Refusals {

    private static final Set<String> CODES = Set.of(
            ErrorCode.BLOCKED_TOKEN.code(),
            ErrorCode.EXPIRED_TOKEN.code(),
            ErrorCode.ADDRESS_NOT_ALLOWED.code(),
            ErrorCode.MODEL_NOT_ALLOWED.code(),
            ErrorCode.RATE_LIMIT_EXCEEDED.code(),
            ErrorCode.CONCURRENCY_EXCEEDED.code(),
            ErrorCode.BUDGET_RESERVED.code(),
            ErrorCode.INSUFFICIENT_QUOTA.code(),
            ErrorCode.COST_UNBOUNDED.code(),
            ErrorCode.MODEL_UNPRICED.code());

    private final UsageLog usage;
    private final InstantSource clock;

    Refusals(UsageLog usage, InstantSource clock) {
        this.usage = usage;
        this.clock = clock;
    }

    /**
     * A request ends with an error; records it if it is a refusal at admission.
     *
     * @param detail what is known of the refusal; null if nothing is
     */
    @SuppressWarnings("ReferenceEquality") // There is one entry of nothing.
    void ended(@Nullable RequestStage stage, RequestTrack track, GatewayError error, @Nullable RefusalDetail detail) {
        Caller caller = track.caller();
        String code = error.code();
        if (code == null || !CODES.contains(code) || error.origin() != GatewayError.Origin.GATEWAY) {
            return;
        }
        if (caller == null || caller.isAnonymous() || track.entry() != UsageEntry.NONE) {
            return;
        }
        Instant now = clock.instant();
        Resolved resolved = stage instanceof Resolved reached ? reached : null;
        usage.refuse(new RequestRefused(
                track.id(),
                RequestOwner.of(caller),
                resolved == null ? "" : resolved.operation().label(),
                resolved == null ? asked(detail) : resolved.request().model(),
                error.status(),
                code,
                detail == null ? null : detail.scope(),
                detail == null ? null : detail.limit(),
                detail == null ? null : detail.used(),
                AdmissionDates.of(caller, now),
                now));
    }

    private static String asked(@Nullable RefusalDetail detail) {
        return detail == null ? "" : detail.askedModel();
    }
}
