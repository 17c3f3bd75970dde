package dev.keyway.filters.model;

import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a {@link CallerIndex}: collects them and makes another index, once. A batch revokes before it puts, so that a token which
 * passes from one caller to another stays valid.
 */
public final class CallerChanges {

    private final CallerIndex before;
    private final ShardedMap.Changes<TokenDigest, Caller> byDigest;
    private final ShardedMap.Changes<String, Caller> byId;
    private final ShardedMap.Changes<TokenDigest, Instant> revoked;

    CallerChanges(CallerIndex before) {
        this.before = before;
        this.byDigest = before.byDigest.changes();
        this.byId = before.byId.changes();
        this.revoked = before.revoked.changes();
    }

    /** Adds a caller, or replaces the one of the same id. A secret that another caller has stays that caller's. */
    public CallerChanges put(Caller caller) {
        take(caller.id());
        byId.put(caller.id(), caller);
        for (TokenSecret secret : caller.secrets()) {
            if (byDigest.get(secret.digest()) == null) {
                byDigest.put(secret.digest(), caller);
            }
            revoked.remove(secret.digest());
        }
        return this;
    }

    /** Removes a caller. Its token is unknown from now on. */
    public CallerChanges remove(String id) {
        take(id);
        return this;
    }

    /**
     * Removes a caller whose token was revoked. Its open streams are cut.
     *
     * @param knownUntil until when the token is answered as revoked
     */
    public CallerChanges revoke(String id, Instant knownUntil) {
        Caller removed = take(id);
        if (removed != null) {
            removed.secrets().forEach(secret -> revoked.put(secret.digest(), knownUntil));
        }
        return this;
    }

    /** Revokes all callers of the index before that answer a description. Looks at each of them. */
    public CallerChanges revokeAll(Predicate<Caller> description, Instant knownUntil) {
        before.all().filter(description).forEach(caller -> revoke(caller.id(), knownUntil));
        return this;
    }

    /** Adds a revoked token that the index before does not know. */
    public CallerChanges knowRevoked(TokenDigest digest, Instant knownUntil) {
        if (byDigest.get(digest) == null) {
            revoked.put(digest, knownUntil);
        }
        return this;
    }

    /** Forgets the revoked tokens that no longer have to be known. */
    public CallerChanges forgetRevoked(Instant now) {
        before.revoked()
                .filter(token -> !now.isBefore(token.getValue()))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(revoked::remove);
        return this;
    }

    /** The index after these changes; the one before if they change nothing. */
    public CallerIndex done() {
        ShardedMap<String, Caller> callers = byId.done();
        ShardedMap<TokenDigest, Instant> known = revoked.done();
        CallerIndex next = callers.equals(before.byId) && known.equals(before.revoked)
                ? before
                : new CallerIndex(byDigest.done(), callers, known);
        return sharesMemory(next);
    }

    private @Nullable Caller take(String id) {
        Caller removed = byId.remove(id);
        if (removed != null) {
            for (TokenSecret secret : removed.secrets()) {
                Caller owner = byDigest.get(secret.digest());
                if (owner != null && owner.id().equals(id)) {
                    byDigest.remove(secret.digest());
                }
            }
        }
        return removed;
    }

    /** The same index, in which an only caller shares the memory for bodies with nobody. */
    private CallerIndex sharesMemory(CallerIndex next) {
        if (next.size() == 1) {
            return shared(next, next.all().findFirst().orElseThrow(), "");
        }
        Caller wasAlone = before.size() == 1
                ? next.byId(before.all().findFirst().orElseThrow().id())
                : null;
        return wasAlone == null ? next : shared(next, wasAlone, wasAlone.id());
    }

    private static CallerIndex shared(CallerIndex index, Caller caller, String share) {
        if (caller.share().equals(share)) {
            return index;
        }
        CallerChanges again = index.changes().put(caller.sharing(share));
        return new CallerIndex(again.byDigest.done(), again.byId.done(), again.revoked.done());
    }
}
