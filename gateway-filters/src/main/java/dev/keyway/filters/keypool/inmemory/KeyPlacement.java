package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.choice.ReadyKeys;
import dev.keyway.filters.keypool.timing.IndexedHeap;
import dev.keyway.filters.keypool.timing.Sequence;

/** Placement of the keys of a model: the ready in the order of choice, the cooling in the order of their return. */
final class KeyPlacement {

    private final ModelPool modelPool;
    private final ReadyKeys<KeyModelState> ready;
    private final IndexedHeap<KeyModelState> cooling;
    private final Standings standings;
    private final Sequence sequence;

    KeyPlacement(
            ModelPool modelPool,
            ReadyKeys<KeyModelState> ready,
            IndexedHeap<KeyModelState> cooling,
            Standings standings,
            Sequence sequence) {
        this.modelPool = modelPool;
        this.ready = ready;
        this.cooling = cooling;
        this.standings = standings;
        this.sequence = sequence;
    }

    /** Puts a key where its state says that it belongs. */
    void place(KeyModelState state) {
        KeyModelState.Placement placement = placementOf(state);
        if (placement == state.placement) {
            rearrange(state);
            return;
        }
        leave(state);
        state.placement = placement;
        switch (placement) {
            case READY -> enterReady(state);
            case COOLING -> enterCooling(state);
            case BUSY, NONE -> {}
        }
    }

    private KeyModelState.Placement placementOf(KeyModelState state) {
        if (state.isCooling) {
            return KeyModelState.Placement.COOLING;
        }
        return modelPool.concurrency.isFull(state) || state.awaitsProbe || state.pace.isSpent()
                ? KeyModelState.Placement.BUSY
                : KeyModelState.Placement.READY;
    }

    private void rearrange(KeyModelState state) {
        if (state.placement == KeyModelState.Placement.READY) {
            ready.move(state);
        } else if (state.placement == KeyModelState.Placement.COOLING) {
            cooling.move(state, state.coolingUntil(), 0);
        }
    }

    private void enterReady(KeyModelState state) {
        ready.add(state);
        modelPool.changed();
    }

    private void enterCooling(KeyModelState state) {
        standings.leave(state);
        state.rotation = sequence.next();
        cooling.add(state, state.coolingUntil(), 0);
        modelPool.concurrency.beganToCool(state);
        modelPool.hasFewerKeys = true;
        modelPool.changed();
    }

    /** Takes a key out for good. */
    void remove(KeyModelState state) {
        leave(state);
        standings.leave(state);
        state.placement = KeyModelState.Placement.NONE;
    }

    private void leave(KeyModelState state) {
        switch (state.placement) {
            case READY -> ready.remove(state);
            case COOLING -> {
                cooling.remove(state);
                modelPool.concurrency.ceasedToCool(state);
                standings.comeBack(state);
            }
            case NONE -> standings.enter(state);
            case BUSY -> {}
        }
        state.placement = KeyModelState.Placement.BUSY;
    }
}
