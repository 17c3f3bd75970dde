package dev.keyway.filters.edge;

import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.filters.limit.BudgetLeft;
import dev.keyway.filters.limit.RateLeft;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Limits and budgets of a token with what is left of them, as {@code GET /v1/key} shows them. */
final class KeyLimits {

    private final InstantSource clock;

    KeyLimits(InstantSource clock) {
        this.clock = clock;
    }

    List<Map<String, Object>> limits(List<RateLeft> rates) {
        return rates.stream().map(this::limit).toList();
    }

    List<Map<String, Object>> budgets(List<BudgetLeft> budgets) {
        return budgets.stream().map(KeyLimits::budget).toList();
    }

    private Map<String, Object> limit(RateLeft rate) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("level", rate.level().label());
        body.put(
                "limit",
                switch (rate.kind()) {
                    case REQUESTS -> "requests_per_minute";
                    case TOKENS -> "tokens_per_minute";
                    case CONCURRENT -> "concurrent_requests";
                });
        body.put("amount", rate.limit());
        body.put("left", rate.left());
        body.put(
                "more_at",
                rate.resetIn().isZero()
                        ? null
                        : clock.instant().plus(rate.resetIn()).toString());
        return body;
    }

    private static Map<String, Object> budget(BudgetLeft budget) {
        Map<String, Object> body = new LinkedHashMap<>();
        Instant resetsAt = budget.resetsAt();
        body.put("level", budget.level().label());
        body.put("period", budget.period().name().toLowerCase(Locale.ROOT));
        body.put("hard", budget.hard());
        body.put("strict", budget.strict());
        body.put("amount", dollars(budget.cap()));
        body.put("spent", dollars(budget.spent()));
        body.put("held", dollars(budget.held()));
        body.put("left", dollars(budget.left()));
        body.put("resets_at", resetsAt == null ? null : resetsAt.toString());
        return body;
    }

    private static @Nullable String dollars(@Nullable Long nanos) {
        return nanos == null ? null : new NanoDollars(nanos).toString();
    }
}
