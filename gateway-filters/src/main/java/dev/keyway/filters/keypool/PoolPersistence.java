package dev.keyway.filters.keypool;

import java.util.Map;

/** Persistence of the pools' state beyond the end of the process. */
public interface PoolPersistence {

    /** No persistence. */
    PoolPersistence NONE = new PoolPersistence() {
        @Override
        public PoolState state(String provider) {
            return new PoolState(Map.of());
        }

        @Override
        public PoolEvents events(String provider) {
            return PoolEvents.NONE;
        }
    };

    /** State with which a provider's pool begins. */
    PoolState state(String provider);

    /** Listener that stores the cooldowns of a provider's pool. */
    PoolEvents events(String provider);
}
