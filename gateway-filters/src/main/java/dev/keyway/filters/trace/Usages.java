package dev.keyway.filters.trace;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.filters.record.Spend;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/** Tells a span what was used and what it cost. */
final class Usages {

    private static final AttributeKey<Boolean> ESTIMATED = AttributeKey.booleanKey("keyway.usage.estimated");
    private static final AttributeKey<Long> NANO_DOLLARS = AttributeKey.longKey("keyway.cost.nano_dollars");
    private static final AttributeKey<Boolean> UNPRICED = AttributeKey.booleanKey("keyway.cost.unpriced");

    private Usages() {}

    /** The conventions count what a cache has served as input too. */
    static void tell(Span span, Usage usage, boolean estimated) {
        if (usage.equals(Usage.ZERO)) {
            return;
        }
        span.setAttribute(GenAi.INPUT_TOKENS, usage.promptTokens());
        span.setAttribute(GenAi.OUTPUT_TOKENS, usage.completionTokens());
        if (usage.cacheRead() > 0) {
            span.setAttribute(GenAi.CACHE_READ_TOKENS, usage.cacheRead());
        }
        long written = usage.cacheWrite5m() + usage.cacheWrite1h();
        if (written > 0) {
            span.setAttribute(GenAi.CACHE_WRITE_TOKENS, written);
        }
        if (estimated) {
            span.setAttribute(ESTIMATED, true);
        }
    }

    static void tell(Span span, @Nullable Cost cost) {
        switch (cost) {
            case null -> {}
            case Cost.Priced priced -> tell(span, priced.amount());
            case Cost.Unpriced unknown -> span.setAttribute(UNPRICED, true);
        }
    }

    static void tell(Span span, Spend cost) {
        tell(span, cost.amount());
        if (cost.unpriced()) {
            span.setAttribute(UNPRICED, true);
        }
    }

    private static void tell(Span span, NanoDollars amount) {
        if (!amount.equals(NanoDollars.ZERO)) {
            span.setAttribute(NANO_DOLLARS, amount.nanos());
        }
    }
}
