package dev.keyway.filters.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Index of callers by digest and by id, with the digests of tokens that were revoked. Immutable: {@link #changes} makes another one
 * and leaves alone what does not change, so that a change of one token among 100,000 costs the same as among 10.
 */
public final class CallerIndex {

    /** An index without callers. */
    public static final CallerIndex EMPTY = new CallerIndex(ShardedMap.empty(), ShardedMap.empty(), ShardedMap.empty());

    final ShardedMap<TokenDigest, Caller> byDigest;
    final ShardedMap<String, Caller> byId;

    /** Until when each is known. */
    final ShardedMap<TokenDigest, Instant> revoked;

    CallerIndex(
            ShardedMap<TokenDigest, Caller> byDigest,
            ShardedMap<String, Caller> byId,
            ShardedMap<TokenDigest, Instant> revoked) {
        this.byDigest = byDigest;
        this.byId = byId;
        this.revoked = revoked;
    }

    /** An index of these callers. Of two with the same token the first counts. */
    public static CallerIndex of(List<Caller> callers) {
        CallerChanges changes = EMPTY.changes();
        callers.forEach(changes::put);
        return changes.done();
    }

    /** Changes that lead from this index to another. */
    public CallerChanges changes() {
        return new CallerChanges(this);
    }

    /** The caller that has a secret of this digest, whether or not the secret still authenticates. */
    public @Nullable Caller byDigest(TokenDigest digest) {
        return byDigest.get(digest);
    }

    public @Nullable Caller byId(String id) {
        return byId.get(id);
    }

    /** Whether a token was revoked, as long as this is known. */
    public boolean isRevoked(TokenDigest digest, Instant now) {
        Instant until = revoked.get(digest);
        return until != null && now.isBefore(until);
    }

    /** Whether a caller was revoked while it was known here. */
    public boolean isRevoked(Caller caller) {
        return byId.get(caller.id()) == null
                && caller.secrets().stream().anyMatch(secret -> revoked.get(secret.digest()) != null);
    }

    /** Whether both know the same revoked tokens, without comparing them: false says that they may differ. */
    @SuppressWarnings("ReferenceEquality")
    public boolean sharesRevoked(CallerIndex other) {
        return revoked == other.revoked;
    }

    /** Whether it knows a revoked token. */
    public boolean hasRevoked() {
        return revoked.size() > 0;
    }

    /** All callers, in no order. */
    public Stream<Caller> all() {
        return byId.entries().map(Map.Entry::getValue);
    }

    /** The revoked tokens, each with the moment until which it is known, in no order. */
    public Stream<Map.Entry<TokenDigest, Instant>> revoked() {
        return revoked.entries();
    }

    /** How many callers there are. */
    public int size() {
        return byId.size();
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /** Compares only shards that are not the same object. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof CallerIndex that
                        && byId.equals(that.byId)
                        && byDigest.equals(that.byDigest)
                        && revoked.equals(that.revoked));
    }

    @Override
    public int hashCode() {
        return Objects.hash(byId, revoked);
    }

    @Override
    public String toString() {
        return "CallerIndex[" + size() + " callers, " + revoked.size() + " revoked tokens]";
    }
}
