package dev.keyway.filters.keypool;

/** Counts a pool's keys by state. */
final class Census {

    private final Roster roster;

    Census(Roster roster) {
        this.roster = roster;
    }

    PoolCounts take() {
        int ready = 0;
        int cooling = 0;
        int locked = 0;
        int inFlight = 0;
        for (KeyState key : roster.keys()) {
            if (key.own.isCooling() || key.account.own.isCooling()) {
                locked++;
            } else if (coolsForSomeModel(key)) {
                cooling++;
            } else {
                ready++;
            }
        }
        int queued = 0;
        for (ModelLane lane : roster.lanes()) {
            inFlight += lane.inFlight;
            queued += lane.queue.size();
        }
        return new PoolCounts(ready, cooling, locked, inFlight, queued);
    }

    private boolean coolsForSomeModel(KeyState key) {
        for (ModelLane lane : roster.lanes()) {
            Seat seat = lane.seats.get(key.id());
            if (seat != null && seat.home == Seat.Home.COOLING) {
                return true;
            }
        }
        return false;
    }
}
