package dev.keyway.catalogue.glob;

/** Steps that comparing patterns may still take, about one for each character that is read. Not for several threads. */
public final class MatchSteps {

    private final long most;
    private long taken;

    public MatchSteps(long most) {
        this.most = most;
    }

    /** Takes steps; false, now and from now on, if there are not so many left. */
    boolean take(long steps) {
        taken += steps;
        return taken <= most;
    }

    /** Whether a comparison was left undone. */
    public boolean areUsedUp() {
        return taken > most;
    }

    /** How many were asked for, the last ones that were not there included. */
    public long taken() {
        return taken;
    }
}
