package dev.keyway.filters.call;

import dev.keyway.contract.Secret;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.Comparison;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.KeyPool;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.PoolCounts;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.PoolState;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.quota.QuotaReading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pool that grants what the test says, and notes all that it is asked and told. */
public final class FakePool implements KeyPool {

    final Deque<Asked> waiting = new ArrayDeque<>();
    final List<KeyDemand> demands = new ArrayList<>();
    final List<FakePermit> permits = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    boolean compares;

    /** Whether asking for a key throws. */
    boolean isBroken;

    record Asked(KeyDemand demand, KeyListener listener) {}

    /** A key of an account of its own. */
    static ProviderKey key(String name) {
        return ProviderKey.of(name, Secret.of("secret-" + name)).inAccount("account-" + name);
    }

    /** Grants a key to the demand that has waited longest. */
    FakePermit grant(String key) {
        FakePermit permit = new FakePermit(key(key));
        permits.add(permit);
        waiting.remove().listener().granted(permit);
        return permit;
    }

    /** Refuses the demand that has waited longest. */
    void refuse(Refusal refusal) {
        waiting.remove().listener().refused(refusal);
    }

    @Override
    public Runnable acquire(KeyDemand demand, KeyListener listener) {
        Asked asked = new Asked(demand, listener);
        if (isBroken) {
            throw new IllegalStateException("a defect");
        }
        demands.add(demand);
        waiting.add(asked);
        return () -> waiting.remove(asked);
    }

    @Override
    public void servedElsewhere(String failedKeyId, String model) {
        notes.add("served elsewhere than on " + failedKeyId);
    }

    @Override
    public void unserved(Set<String> failedKeyIds, String model, long body) {
        notes.add("unserved on " + failedKeyIds);
    }

    @Override
    public @Nullable Comparison compare(String refusingKeyId, String model, long body) {
        return compares ? new FakeComparison() : null;
    }

    @Override
    public void update(List<ProviderKey> keys, PoolSettings settings) {}

    @Override
    public void clearCooldowns(String keyId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PoolState snapshot() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void retire() {}

    @Override
    public long concurrency() {
        return 0;
    }

    @Override
    public PoolCounts counts() {
        return new PoolCounts(0, 0, 0, 0, 0);
    }

    /** Notes each ending, the second too. */
    static final class FakePermit implements Permit {

        final List<String> endings = new ArrayList<>();
        private final ProviderKey key;

        FakePermit(ProviderKey key) {
            this.key = key;
        }

        @Override
        public ProviderKey key() {
            return key;
        }

        @Override
        public void heard(List<QuotaReading> readings) {}

        @Override
        public void served() {
            endings.add("served");
        }

        @Override
        public void failed(Penalty penalty) {
            endings.add(penalty.getClass().getSimpleName());
        }

        @Override
        public void abandoned() {
            endings.add("abandoned");
        }
    }

    private final class FakeComparison implements Comparison {

        private boolean ended;

        @Override
        public @Nullable String referenceKey() {
            return null;
        }

        @Override
        public void waits() {
            if (!ended) {
                notes.add("comparison waits");
            }
        }

        @Override
        public void served(Failure refusal) {
            end("comparison served");
        }

        @Override
        public void refused(String otherKeyId, boolean alike) {
            end(alike ? "comparison refused alike" : "comparison refused otherwise");
        }

        @Override
        public void abandoned() {
            end("comparison abandoned");
        }

        private void end(String note) {
            if (!ended) {
                ended = true;
                notes.add(note);
            }
        }
    }
}
