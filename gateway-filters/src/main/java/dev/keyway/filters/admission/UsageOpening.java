package dev.keyway.filters.admission;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.filters.call.ExpectedUsage;
import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.model.Tenant;
import dev.keyway.filters.model.UserKey;
import dev.keyway.filters.record.AdmissionDates;
import dev.keyway.filters.record.RequestOpened;
import dev.keyway.filters.record.RequestOwner;
import dev.keyway.filters.request.LlmRequest;
import dev.keyway.filters.request.OutputBound;
import dev.keyway.filters.request.RequestFields;
import dev.keyway.filters.request.RequestUser;
import dev.keyway.filters.request.Resolved;
import dev.keyway.filters.request.TextSample;
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

    RequestOpened of(Resolved resolved) {
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
                AdmissionDates.of(resolved.caller(), now),
                heldNanos(resolved, now),
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

    private long heldNanos(Resolved resolved, Instant now) {
        LlmRequest request = resolved.request();
        Cost cost = ExpectedUsage.of(
                        resolved.first(),
                        TextSample.textBytes(request.body().bytes()),
                        mostOutput(request),
                        resolved.caller().fairnessKey(),
                        sizes,
                        now)
                .cost();
        return switch (cost) {
            case null -> 0;
            case Cost.Priced priced -> priced.amount().nanos();
            case Cost.Unpriced unpriced -> unpriced.priced().nanos();
        };
    }

    private static long mostOutput(LlmRequest request) {
        return switch (request.fields()) {
            case RequestFields.Json json -> OutputBound.of(json.index());
            case RequestFields.Form form -> 0;
        };
    }
}
