package dev.keyway.filters.keypool.fault;

/**
 * Fault attribution: what speaks against a key since it last served: that calls failed on it, and which requests ended unserved after they had
 * failed on it and on no other.
 */
public final class FaultAttribution {

    static final int BODIES_THAT_CONVICT = 3;

    private final long[] bodies = new long[BODIES_THAT_CONVICT];
    private int count;
    private long since;
    private boolean pending;

    /** Whether anything failed on it since it last served or was penalized. */
    public boolean isPending() {
        return pending;
    }

    /** The turn of the first call that failed; meaningful only while this is pending. */
    public long since() {
        return since;
    }

    public void failed(long turn) {
        if (!pending) {
            pending = true;
            since = turn;
        }
    }

    /** Counts a body. @return whether that makes three */
    boolean add(long body) {
        if (indexOf(body) < 0 && count < bodies.length) {
            bodies[count++] = body;
        }
        return count >= BODIES_THAT_CONVICT;
    }

    /** The body failed on another key too: it speaks against none. */
    void remove(long body) {
        int index = indexOf(body);
        if (index >= 0) {
            bodies[index] = bodies[--count];
        }
    }

    public void clear() {
        count = 0;
        pending = false;
    }

    private int indexOf(long body) {
        for (int i = 0; i < count; i++) {
            if (bodies[i] == body) {
                return i;
            }
        }
        return -1;
    }
}
