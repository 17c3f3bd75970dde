package dev.keyway.filters.body;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps all bodies that are held at one time under a bound, and those of one caller under a share of it. Bytes are reserved
 * before memory is taken for them.
 */
public final class BodyBudget {

    private final long bound;
    private final long share;
    private final AtomicLong held = new AtomicLong();
    private final BodyShare whole;
    private final Map<String, BodyShare> shares = new ConcurrentHashMap<>();

    /** A budget of so many bytes, all of which each caller may have. */
    public BodyBudget(long bound) {
        this(bound, bound);
    }

    /**
     * A budget of so many bytes, half of which one caller may have beside others.
     *
     * @param largest the largest body, which one caller may have at any rate
     */
    public BodyBudget(long bound, long largest) {
        if (bound < 0) {
            throw new IllegalArgumentException("A bound of bytes can't be negative");
        }
        this.bound = bound;
        this.share = Math.min(bound, Math.max(bound / 2, largest));
        this.whole = new BodyShare(this, bound);
    }

    /** How many bytes may be held. */
    public long bound() {
        return bound;
    }

    /** How many bytes are held now. */
    public long held() {
        return held.get();
    }

    /** The share of a caller; without a name all of the budget. */
    BodyShare share(String caller) {
        return caller.isEmpty() ? whole : shares.computeIfAbsent(caller, name -> new BodyShare(this, share));
    }

    /** Takes so many bytes if they are left; says whether it did. */
    boolean reserve(long bytes) {
        return reserve(held, bytes, bound);
    }

    /** Gives back what was reserved. */
    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    static boolean reserve(AtomicLong held, long bytes, long bound) {
        while (true) {
            long now = held.get();
            if (bytes > bound - now) {
                return false;
            }
            if (held.compareAndSet(now, now + bytes)) {
                return true;
            }
        }
    }
}
