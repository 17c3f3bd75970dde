package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.choice.Candidate;
import dev.keyway.filters.keypool.concurrency.LearntConcurrencyLimit;
import dev.keyway.filters.keypool.cooldown.Cooldown;
import dev.keyway.filters.keypool.cooldown.CooldownScope;
import dev.keyway.filters.keypool.fault.FaultAttribution;
import dev.keyway.filters.keypool.fault.Trust;
import dev.keyway.filters.keypool.pacing.PacedAccount;
import dev.keyway.filters.keypool.timing.HeapEntry;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.quota.RequestCost;
import org.jspecify.annotations.Nullable;

/** State of one key for one model. */
final class KeyModelState extends HeapEntry implements Candidate {

    /** Where a model pool has it. */
    enum Placement {
        READY,
        COOLING,
        /** At its limit of calls, out of its provider's limits, or waiting for the end of a probe. */
        BUSY,
        NONE
    }

    final PooledKey key;
    final ModelPool modelPool;
    final CooldownScope own;
    CooldownScope accountForModel;
    PacedAccount pace;
    Placement placement = Placement.NONE;
    boolean isRankedAsBusy;

    /** Null until something speaks against it. */
    private @Nullable FaultAttribution suspicion;

    /** Of this model alone. */
    final Trust trust = new Trust();

    int inFlight;

    final LearntConcurrencyLimit learntLimit = new LearntConcurrencyLimit();

    /** The key's own limit of calls as its model pool counts it; null for the pool's. */
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

    int backoffStep;

    /** The latest turn of a call that it served. */
    long lastServed;

    /** Whether a cooldown runs that concerns it. */
    boolean isCooling;

    /** Whether another call is showing first if its key or account is all right. */
    boolean awaitsProbe;

    /** Whether neither a cooldown nor the want of a probe concerns it. */
    boolean isInGoodStanding = true;

    /** Whether it has left its model pool. */
    boolean isGone;

    KeyModelState(PooledKey key, ModelPool modelPool, CooldownScope accountForModel, PacedAccount pace, long rotation) {
        this.key = key;
        this.modelPool = modelPool;
        this.own = new CooldownScope(key.id(), key.key.account(), modelPool.model);
        this.accountForModel = accountForModel;
        this.pace = pace;
        this.rotation = rotation;
    }

    @Override
    public ProviderKey providerKey() {
        return key.key;
    }

    @Override
    public int inFlightOfKey() {
        return key.inFlight;
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public long standing() {
        return standing;
    }

    @Override
    public long lastUsed() {
        return key.lastUsed;
    }

    @Override
    public long rotation() {
        return rotation;
    }

    @Override
    public boolean admits(RequestCost cost, long now) {
        return pace.admits(cost, now);
    }

    @Override
    public long admitsAt(RequestCost cost, long now) {
        return pace.admitsAt(cost, now);
    }

    @Override
    public void rankedAsBusy() {
        if (!isRankedAsBusy) {
            isRankedAsBusy = true;
            key.rankedAsBusy(this);
        }
    }

    /**
     * Draws together what holds for the key, its account and this model, so that a call need not look it up. Due after
     * each change of a cooldown or a probe.
     */
    void reconsider() {
        CooldownScope account = key.account.own;
        isCooling = own.isCooling() || accountForModel.isCooling() || key.own.isCooling() || account.isCooling();
        awaitsProbe = key.own.isBeingProbed() || account.isBeingProbed() || key.trust.isWithheld();
        isInGoodStanding = !isCooling && key.own.unproven() == null && account.unproven() == null;
    }

    FaultAttribution suspicion() {
        if (suspicion == null) {
            suspicion = new FaultAttribution();
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
        return Cooldown.later(
                Cooldown.later(key.own.running(), key.account.own.running()),
                Cooldown.later(own.running(), accountForModel.running()));
    }
}
