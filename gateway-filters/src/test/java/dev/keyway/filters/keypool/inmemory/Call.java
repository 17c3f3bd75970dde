package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.Refusal;
import org.jspecify.annotations.Nullable;

/** A demand and what became of it. */
final class Call implements KeyListener {

    private @Nullable Permit permit;
    private @Nullable Refusal refusal;
    private @Nullable Thread toldBy;
    private int tellings;
    Runnable cancel = () -> {};

    @Override
    public void granted(Permit granted) {
        permit = granted;
        told();
    }

    @Override
    public void refused(Refusal refused) {
        refusal = refused;
        told();
    }

    private void told() {
        toldBy = Thread.currentThread();
        tellings++;
    }

    boolean isWaiting() {
        return tellings == 0;
    }

    boolean isGranted() {
        return permit != null;
    }

    String key() {
        return permit().key().id();
    }

    Permit permit() {
        assertThat(tellings).as("told once").isEqualTo(1);
        if (permit == null) {
            throw new AssertionError("no key, but " + refusal);
        }
        return permit;
    }

    Refusal refusal() {
        assertThat(tellings).as("told once").isEqualTo(1);
        if (refusal == null) {
            throw new AssertionError("not refused");
        }
        return refusal;
    }

    @Nullable
    Thread toldBy() {
        return toldBy;
    }

    Call served() {
        permit().served();
        return this;
    }

    Call failed(Penalty penalty) {
        permit().failed(penalty);
        return this;
    }
}
