package dev.keyway.filters.admission;

import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.model.Tenant;
import dev.keyway.filters.model.UserKey;
import dev.keyway.filters.record.AdmissionDates;
import dev.keyway.filters.record.RequestOpened;
import dev.keyway.filters.record.RequestOwner;
import dev.keyway.filters.request.Lease;
import dev.keyway.filters.request.LlmRequest;
import dev.keyway.filters.request.RequestUser;
import dev.keyway.filters.request.Resolved;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Opening of a usage record: what is known of a request when it is admitted. */
public final class UsageOpening {

    private final Predicate<String> isAlias;
    private final AnswerSizes sizes;
    private final InstantSource clock;

    /** @param isAlias whether a name is that of an alias */
    public UsageOpening(Predicate<String> isAlias, AnswerSizes sizes, InstantSource clock) {
        this.isAlias = isAlias;
        this.sizes = sizes;
        this.clock = clock;
    }

    /** @param held what is held of budgets; null if nothing is counted */
    RequestOpened of(Resolved resolved, Lease.@Nullable Held held) {
        Instant now = clock.instant();
        LlmRequest request = resolved.request();
        return new RequestOpened(
                resolved.received().id(),
                RequestOwner.of(resolved.caller()),
                resolved.operation().label(),
                request.model(),
                alias(resolved),
                request.stream(),
                resolved.identified().tags(),
                userHash(resolved),
                held == null ? AdmissionDates.of(resolved.caller(), now) : held.date(),
                held == null ? expectedNanos(resolved, now) : held.nanos(),
                now);
    }

    /** A name with a configured provider in front is that provider's model, whatever aliases there are. */
    private @Nullable String alias(Resolved resolved) {
        String asked = resolved.request().model();
        String first = resolved.first().provider().id() + "/" + resolved.first().model();
        return isAlias.test(asked) && !asked.equals(first) ? asked : null;
    }

    private static @Nullable String userHash(Resolved resolved) {
        Tenant tenant = resolved.caller().tenant();
        UserKey key = tenant == null ? null : tenant.userKey();
        return key == null
                ? null
                : RequestUser.of(resolved.operation(), resolved.request().fields())
                        .map(key::hash)
                        .orElse(null);
    }

    private long expectedNanos(Resolved resolved, Instant now) {
        return new RequestDemand(resolved, sizes, now).expectedNanos();
    }
}
