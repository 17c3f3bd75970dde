package dev.keyway.filters.snapshot;

import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.keypool.PoolObserver;
import dev.keyway.filters.keypool.PoolPersistence;
import dev.keyway.filters.keypool.PoolState;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Pools whose events are stored and observed. */
record ObservedPools(PoolPersistence persistence, List<PoolObserver> observers) implements PoolPersistence {

    ObservedPools {
        observers = List.copyOf(observers);
    }

    @Override
    public PoolState state(String provider) {
        return persistence.state(provider);
    }

    @Override
    public PoolEvents events(String provider) {
        return observers.isEmpty()
                ? persistence.events(provider)
                : new AllEvents(Stream.concat(
                                Stream.of(persistence.events(provider)),
                                observers.stream().map(observer -> observer.events(provider)))
                        .toList());
    }

    /** Hands each event to several listeners. */
    private record AllEvents(List<PoolEvents> all) implements PoolEvents {

        @Override
        public void cooldownStarted(Cooldown cooldown) {
            all.forEach(events -> events.cooldownStarted(cooldown));
        }

        @Override
        public void cooldownEnded(Cooldown cooldown) {
            all.forEach(events -> events.cooldownEnded(cooldown));
        }

        @Override
        public void breakerOpened(String model, Instant until) {
            all.forEach(events -> events.breakerOpened(model, until));
        }

        @Override
        public void breakerClosed(String model) {
            all.forEach(events -> events.breakerClosed(model));
        }
    }
}
