package dev.keyway.filters.keypool;

/** Always the first key that can serve; one that cools goes to the end of the row. */
final class SequentialOrder implements KeyOrder {

    @Override
    public long rank(Seat seat) {
        return KeyOrder.tier(seat);
    }

    @Override
    public long tiebreak(Seat seat) {
        return seat.rotation;
    }

    @Override
    public long costOfGrant(Seat seat) {
        return 0;
    }
}
