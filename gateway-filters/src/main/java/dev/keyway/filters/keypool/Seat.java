package dev.keyway.filters.keypool;

import org.jspecify.annotations.Nullable;

/** One key's state for one model. */
final class Seat extends HeapEntry {

    /** Where a lane keeps it. */
    enum Home {
        READY,
        COOLING,
        /** At its limit of calls, out of its provider's limits, or waiting for the end of a probe. */
        BUSY,
        NONE
    }

    final KeyState key;
    final ModelLane lane;
    final Coolable own;
    Coolable accountForModel;
    PacedAccount pace;
    Home home = Home.NONE;
    boolean isRankedAsBusy;

    /** Null until something speaks against it. */
    private @Nullable Suspicion suspicion;

    /** Of this model alone. */
    final Repute repute = new Repute();

    int inFlight;

    final LearntCap cap = new LearntCap();

    /** The key's own limit of calls as its lane counts it; null for the pool's. */
    @Nullable
    Integer limit;

    /** Calls given to it today, failed ones too. */
    long calls;

    /** Whether it has served today. */
    boolean hasServed;

    /** What it has had of its share, for the order of choice; a key that comes late starts at the lowest. */
    long standing;

    /** Its place in the order of the strategy {@code sequential}. */
    long rotation;

    int ladderStep;

    /** The latest turn of a call that it served. */
    long lastServed;

    /** Whether a cooldown runs that concerns it. */
    boolean isCooling;

    /** Whether another call is showing first if its key or account is all right. */
    boolean awaitsProbe;

    /** Whether neither a cooldown nor the want of a probe concerns it. */
    boolean isInGoodStanding = true;

    /** Whether it has left its lane. */
    boolean isGone;

    Seat(KeyState key, ModelLane lane, Coolable accountForModel, PacedAccount pace, long rotation) {
        this.key = key;
        this.lane = lane;
        this.own = new Coolable(key.id(), key.key.account(), lane.model);
        this.accountForModel = accountForModel;
        this.pace = pace;
        this.rotation = rotation;
    }

    /**
     * Draws together what holds for the key, its account and this model, so that a call need not look it up. Due after
     * each change of a cooldown or a probe.
     */
    void reconsider() {
        Coolable account = key.account.own;
        isCooling = own.isCooling() || accountForModel.isCooling() || key.own.isCooling() || account.isCooling();
        awaitsProbe = key.own.isBeingProbed() || account.isBeingProbed() || key.repute.holds > 0;
        isInGoodStanding = !isCooling && key.own.unproven == null && account.unproven == null;
    }

    Suspicion suspicion() {
        if (suspicion == null) {
            suspicion = new Suspicion();
        }
        return suspicion;
    }

    boolean isSuspected() {
        return suspicion != null && suspicion.isPending();
    }

    void acquit() {
        if (suspicion != null) {
            suspicion.clear();
        }
    }

    /** When the last of its cooldowns ends, in milliseconds; 0 if none runs. */
    long coolingUntil() {
        return Math.max(
                Math.max(own.until(), accountForModel.until()), Math.max(key.own.until(), key.account.own.until()));
    }

    /** The cooldown that ends last. */
    @Nullable
    Cooldown longestCooldown() {
        return later(later(key.own.running, key.account.own.running), later(own.running, accountForModel.running));
    }

    static @Nullable Cooldown later(@Nullable Cooldown one, @Nullable Cooldown other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.until > one.until ? other : one;
    }
}
