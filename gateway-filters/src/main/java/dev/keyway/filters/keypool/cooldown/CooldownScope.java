package dev.keyway.filters.keypool.cooldown;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.keypool.Permit;
import org.jspecify.annotations.Nullable;

/** Scope of a cooldown: a key or an account, for one model or all. */
public final class CooldownScope {

    private final @Nullable String keyId;
    private final String account;
    private final @Nullable String model;
    private @Nullable Cooldown running;

    /** The cooldown that is over but for the proof that its cause is gone. */
    private @Nullable Cooldown unproven;

    /** The one call that is under way to prove it. */
    private @Nullable Permit probe;

    /**
     * Creates a scope in which no cooldown runs.
     *
     * @param keyId null for a whole account
     * @param model null for all models
     */
    public CooldownScope(@Nullable String keyId, String account, @Nullable String model) {
        this.keyId = keyId;
        this.account = account;
        this.model = model;
    }

    /** Key that the scope is limited to, or null for a whole account. */
    public @Nullable String keyId() {
        return keyId;
    }

    public String account() {
        return account;
    }

    /** Model that the scope is limited to, or null for all models. */
    public @Nullable String model() {
        return model;
    }

    /** The running cooldown, or null. */
    public @Nullable Cooldown running() {
        return running;
    }

    /** The cooldown that is over but for a probe, or null. */
    public @Nullable Cooldown unproven() {
        return unproven;
    }

    public boolean isCooling() {
        return running != null;
    }

    /** Whether the running cooldown has this reason. */
    public boolean isCoolingFor(FailureClass reason) {
        return running != null && running.reason() == reason;
    }

    /** End of the running cooldown in milliseconds; 0 if none runs. */
    public long until() {
        return running == null ? 0 : running.until();
    }

    /** Begins a cooldown in the place of another. */
    public void begin(Cooldown cooldown) {
        running = cooldown;
        proven();
    }

    public void end() {
        running = null;
    }

    /** From now on one call at a time may show whether the cause of a cooldown is gone. */
    public void requireProof(Cooldown over) {
        unproven = over;
    }

    /** No probe is needed any more. */
    public void proven() {
        unproven = null;
        probe = null;
    }

    public boolean isBeingProbed() {
        return unproven != null && probe != null;
    }

    public boolean wantsProbe() {
        return unproven != null && probe == null;
    }

    public void probeBy(Permit permit) {
        probe = permit;
    }

    /** The call of a permit is over. @return whether it was the probe */
    public boolean endProbe(Permit permit) {
        if (!permit.equals(probe)) {
            return false;
        }
        probe = null;
        return true;
    }
}
