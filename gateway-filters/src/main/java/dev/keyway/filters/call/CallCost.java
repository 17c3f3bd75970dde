package dev.keyway.filters.call;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.usage.ServiceTiers;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.catalogue.usage.UsageStyle;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.metering.Billing;
import dev.keyway.filters.metering.RequestUnits;
import dev.keyway.filters.metering.UsageExtractor;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.PricedTier;
import dev.keyway.filters.upstream.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Call cost: what the provider bills for an attempt, or may have billed. Only computes. A request that was sent in full and not
 * refused may have been billed, whatever happened to its response.
 *
 * @param style how the provider's numbers relate
 * @param requestBytes the length of what was sent
 * @param units billed units other than tokens that the request itself states
 * @param prices the price list
 */
record CallCost(UsageStyle style, int requestBytes, RequestUnits units, Prices prices) {

    /** Price list, at a moment. */
    @FunctionalInterface
    interface Prices {

        /**
         * Cost of usage.
         *
         * @param tier service tier that the response named
         * @param stated the provider's own figure; null if it gave none
         */
        Cost of(Usage usage, String tier, @Nullable NanoDollars stated);

        /** A tier with the price list that prices it, if that is another than the one with which the attempt began. */
        default PricedTier tier(String name) {
            return name.equals(ServiceTiers.STANDARD) ? PricedTier.STANDARD : new PricedTier(name, null);
        }
    }

    static CallCost of(TargetPlan plan, Instant now) {
        return new CallCost(
                plan.target().protocol().usage(),
                plan.payload().length(),
                plan.units(),
                new ListPrices(plan.provider(), plan.model(), now));
    }

    /**
     * Usage of an attempt that has ended.
     *
     * @param failure why it failed, if it did
     * @param extractor what the response reports
     */
    AttemptUsage of(Outcome outcome, @Nullable Failure failure, Stage stage, UsageExtractor extractor) {
        return switch (stage) {
            case UNSENT, REFUSED -> AttemptUsage.NONE;
            case SENT -> read(extractor, false);
            case RESPONDING -> {
                boolean isRefused = outcome == Outcome.FAILED && isReportedByProvider(failure);
                yield isRefused && !extractor.hasReported(style)
                        ? AttemptUsage.NONE
                        : read(extractor, isWhole(outcome, extractor));
            }
        };
    }

    /** An error that a status of success hides: a refusal like any other. */
    private static boolean isReportedByProvider(@Nullable Failure failure) {
        return failure != null && failure.status() > 0;
    }

    /** A whole response can be a failure all the same, because it says nothing. */
    private static boolean isWhole(Outcome outcome, UsageExtractor extractor) {
        return outcome == Outcome.COMPLETED || (outcome == Outcome.FAILED && extractor.isComplete());
    }

    private AttemptUsage read(UsageExtractor extractor, boolean whole) {
        UsageExtractor.Reading reading = extractor.read(style, requestBytes, units, whole);
        return new AttemptUsage(reading.usage(), reading.estimated(), cost(reading), prices.tier(reading.tier()));
    }

    private @Nullable Cost cost(UsageExtractor.Reading reading) {
        return switch (reading.billing()) {
            case Billing.ByUsage listed -> prices.of(reading.usage(), reading.tier(), null);
            case Billing.Stated stated -> prices.of(reading.usage(), reading.tier(), stated.cost());
            case Billing.Unknown unknown -> new Cost.Unpriced();
            case Billing.Free free -> null;
        };
    }

    private record ListPrices(ConfiguredProvider provider, String model, Instant began) implements Prices {

        @Override
        public Cost of(Usage usage, String tier, @Nullable NanoDollars stated) {
            return provider.cost(model, usage, tier, stated, began);
        }

        @Override
        public PricedTier tier(String name) {
            if (name.equals(ServiceTiers.STANDARD)) {
                return PricedTier.STANDARD;
            }
            String list = provider.priceList(model, name, began);
            boolean isOwn = list != null && !list.equals(provider.priceList(model, ServiceTiers.STANDARD, began));
            return new PricedTier(name, isOwn ? list : null);
        }
    }
}
