package dev.keyway.filters.keypool.choice;

/**
 * Balanced order: idle keys first, then those busy only with other models, then those with the fewest calls for this one; among equals
 * fewest calls today for this model, failed ones too, so that no key is preferred because it fails; then least recently
 * used.
 */
public final class BalancedOrder implements KeyOrder {

    private static final int LOAD_SHIFT = 38;
    private static final int LARGEST_LOAD = (1 << (TIER_SHIFT - LOAD_SHIFT)) - 1;
    private static final long LARGEST_STANDING = (1L << LOAD_SHIFT) - 1;

    @Override
    public long rank(Candidate candidate) {
        return KeyOrder.tier(candidate)
                | (load(candidate) << LOAD_SHIFT)
                | Math.min(candidate.standing(), LARGEST_STANDING);
    }

    private static long load(Candidate candidate) {
        return candidate.inFlightOfKey() == 0 ? 0 : Math.min(1 + candidate.inFlight(), LARGEST_LOAD);
    }

    @Override
    public long tiebreak(Candidate candidate) {
        return candidate.lastUsed();
    }

    @Override
    public long costOfGrant(Candidate candidate) {
        return 1;
    }
}
