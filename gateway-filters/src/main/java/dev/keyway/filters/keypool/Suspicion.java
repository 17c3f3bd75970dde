package dev.keyway.filters.keypool;

/**
 * What speaks against a key since it last served: that calls failed on it, and which requests ended unserved after they had
 * failed on it and on no other.
 */
final class Suspicion {

    static final int BODIES_THAT_CONVICT = 3;

    private final long[] bodies = new long[BODIES_THAT_CONVICT];
    private int count;
    private long since;
    private boolean pending;

    /** Whether anything failed on it since it last served or was penalized. */
    boolean isPending() {
        return pending;
    }

    /** The turn of the first call that failed; meaningful only while this is pending. */
    long since() {
        return since;
    }

    void failed(long turn) {
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

    void clear() {
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
