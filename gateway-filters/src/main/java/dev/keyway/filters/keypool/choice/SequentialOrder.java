package dev.keyway.filters.keypool.choice;

/** Sequential order: always the first key that can serve; one that cools goes to the end of the row. */
final class SequentialOrder implements KeyOrder {

    @Override
    public long rank(Candidate candidate) {
        return KeyOrder.tier(candidate);
    }

    @Override
    public long tiebreak(Candidate candidate) {
        return candidate.rotation();
    }

    @Override
    public long costOfGrant(Candidate candidate) {
        return 0;
    }
}
