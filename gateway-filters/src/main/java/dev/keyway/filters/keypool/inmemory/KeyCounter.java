package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.KeyActivity;
import dev.keyway.filters.keypool.PoolCounts;
import java.util.HashMap;
import java.util.Map;

/** Counter of a pool's keys by state. */
final class KeyCounter {

    private final KeyRegistry registry;

    KeyCounter(KeyRegistry registry) {
        this.registry = registry;
    }

    PoolCounts take() {
        int ready = 0;
        int cooling = 0;
        int locked = 0;
        int inFlight = 0;
        for (PooledKey key : registry.keys()) {
            if (key.own.isCooling() || key.account.own.isCooling()) {
                locked++;
            } else if (coolsForSomeModel(key)) {
                cooling++;
            } else {
                ready++;
            }
        }
        int queued = 0;
        for (ModelPool modelPool : registry.modelPools()) {
            inFlight += modelPool.inFlight;
            queued += modelPool.queue.size();
        }
        return new PoolCounts(ready, cooling, locked, inFlight, queued);
    }

    /** Keys that are not idle. */
    Map<String, KeyActivity> activity() {
        Map<String, KeyActivity> active = new HashMap<>();
        for (PooledKey key : registry.keys()) {
            boolean isOnProbation = key.own.unproven() != null || key.account.own.unproven() != null;
            if (key.inFlight > 0 || isOnProbation) {
                active.put(key.id(), new KeyActivity(key.inFlight, isOnProbation));
            }
        }
        return active;
    }

    private boolean coolsForSomeModel(PooledKey key) {
        for (ModelPool modelPool : registry.modelPools()) {
            KeyModelState state = modelPool.states.get(key.id());
            if (state != null && state.placement == KeyModelState.Placement.COOLING) {
                return true;
            }
        }
        return false;
    }
}
