package dev.keyway.filters.body;

import java.util.concurrent.atomic.AtomicLong;

/** Keeps all bodies that are held at one time under a bound. Bytes are reserved before memory is taken for them. */
public final class BodyBudget {

    private final long bound;
    private final AtomicLong held = new AtomicLong();

    /** A budget of so many bytes. */
    public BodyBudget(long bound) {
        if (bound < 0) {
            throw new IllegalArgumentException("A bound of bytes can't be negative");
        }
        this.bound = bound;
    }

    /** How many bytes may be held. */
    public long bound() {
        return bound;
    }

    /** How many bytes are held now. */
    public long held() {
        return held.get();
    }

    /** Takes so many bytes if they are left; says whether it did. */
    boolean reserve(long bytes) {
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

    /** Gives back what was reserved. */
    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }
}
