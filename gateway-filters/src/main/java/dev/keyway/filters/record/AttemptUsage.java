package dev.keyway.filters.record;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Usage of one attempt, and its cost.
 *
 * @param tokens the tokens used; zero where the provider does not bill
 * @param estimated whether any of it is our estimate
 * @param cost what it cost; null where nothing is billed
 * @param tier service tier of the response, by whose prices it cost that
 */
public record AttemptUsage(
        Usage tokens, boolean estimated, @Nullable Cost cost, PricedTier tier) {

    /** Usage of an attempt that the provider does not bill. */
    public static final AttemptUsage NONE = new AttemptUsage(Usage.ZERO, false, null);

    /**
     * The usage as it is booked under hard budgets: if not all that it cost has a price, no less than was held for it.
     *
     * @param heldNanos what hard budgets held for the attempt, in nano-dollars; 0 without one
     */
    public AttemptUsage bookedUnder(long heldNanos) {
        return cost instanceof Cost.Unpriced unpriced ? costing(unpriced.atLeast(new NanoDollars(heldNanos))) : this;
    }

    /** The usage of an attempt of which only this much is known: an estimate, and no less than was held for it is booked. */
    public AttemptUsage cutOff(long heldNanos) {
        Cost known = cost;
        AttemptUsage booked = known == null ? this : costing(known.atLeast(new NanoDollars(heldNanos)));
        return new AttemptUsage(booked.tokens, true, booked.cost, tier);
    }

    /** What is booked of it, in nano-dollars. */
    public long costNanos() {
        Cost booked = cost;
        return booked == null ? 0 : booked.amount().nanos();
    }

    private AttemptUsage costing(Cost booked) {
        return new AttemptUsage(tokens, estimated, booked, tier);
    }

    /** Usage in the standard tier. */
    public AttemptUsage(Usage tokens, boolean estimated, @Nullable Cost cost) {
        this(tokens, estimated, cost, PricedTier.STANDARD);
    }
}
