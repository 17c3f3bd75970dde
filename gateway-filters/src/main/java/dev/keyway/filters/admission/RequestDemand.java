package dev.keyway.filters.admission;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.usage.UsageStyle;
import dev.keyway.filters.call.ExpectedUsage;
import dev.keyway.filters.call.MostCost;
import dev.keyway.filters.limit.Demand;
import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.request.Resolved;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Demand of a request at the target that is tried first. */
final class RequestDemand implements Demand {

    private static final long UNKNOWN = -2;

    private final Resolved request;
    private final Instant now;
    private final AttemptUsage expected;
    private long most = UNKNOWN;

    RequestDemand(Resolved request, AnswerSizes sizes, Instant now) {
        this.request = request;
        this.now = now;
        this.expected = ExpectedUsage.of(request, sizes, now);
    }

    @Override
    public long tokens() {
        return expected.tokens().promptTokens() + expected.tokens().completionTokens();
    }

    @Override
    public long expectedNanos() {
        return expected.costNanos();
    }

    /** Computed once: it reads the whole body. */
    @Override
    public long mostNanos() {
        if (most == UNKNOWN) {
            long computed = MostCost.of(request, request.first(), now);
            most = computed == MostCost.UNBOUNDED ? UNBOUNDED : computed;
        }
        return most;
    }

    @Override
    public boolean isCharged() {
        return target().protocol().usage() != UsageStyle.NONE;
    }

    @Override
    public @Nullable String unpriced() {
        return expected.cost() instanceof Cost.Unpriced unpriced
                        && !target().provider().allowsUnpriced(target().model())
                ? words(unpriced)
                : null;
    }

    private static String words(Cost.Unpriced unpriced) {
        return unpriced.units().isEmpty()
                ? "what this endpoint uses"
                : unpriced.units().keySet().stream().map(Meter::column).sorted().collect(Collectors.joining(", "));
    }

    private ServedModel target() {
        return request.first();
    }
}
