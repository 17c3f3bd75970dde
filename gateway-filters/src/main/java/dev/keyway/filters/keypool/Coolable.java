package dev.keyway.filters.keypool;

import org.jspecify.annotations.Nullable;

/** What can cool: a key or an account, for one model or all. */
final class Coolable {

    /** Null for a whole account. */
    final @Nullable String keyId;

    final String account;

    /** Null for all models. */
    final @Nullable String model;

    @Nullable
    Cooldown running;

    /** The cooldown that is over but for the proof that its cause is gone. */
    @Nullable
    Cooldown unproven;

    /** The one call that is under way to prove it. */
    @Nullable
    PoolPermit probe;

    Coolable(@Nullable String keyId, String account, @Nullable String model) {
        this.keyId = keyId;
        this.account = account;
        this.model = model;
    }

    boolean isCooling() {
        return running != null;
    }

    boolean isBeingProbed() {
        return unproven != null && probe != null;
    }

    boolean wantsProbe() {
        return unproven != null && probe == null;
    }

    long until() {
        return running == null ? 0 : running.until;
    }
}
