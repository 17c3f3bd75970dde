package dev.keyway.filters.limit;

import dev.keyway.contract.control.WindowSpend;
import org.jspecify.annotations.Nullable;

/** State of a budget window, as the admin service last said. In nano-dollars. Guarded by the tenant's lock. */
final class WindowState {

    private boolean known;
    private long booked;
    private long bookedHere;
    private long elsewhere;
    private @Nullable Long ceiling;

    /** By how much requests have found the ceiling too low since the last report. */
    private long wanted;

    /** The most that a request needs of it which waits for more of another budget. */
    private long waiting;

    /** Until then, in seconds of the monotonic clock, asking for more is no use. */
    private long deniedUntil = Long.MIN_VALUE;

    private boolean refused;
    private boolean isRefusalReported;

    /** Whether the admin service has granted something of it. */
    boolean isGranted() {
        return known && ceiling != null;
    }

    boolean isKnown() {
        return known;
    }

    long booked() {
        return booked;
    }

    long bookedHere() {
        return bookedHere;
    }

    long elsewhere() {
        return elsewhere;
    }

    @Nullable
    Long ceiling() {
        return ceiling;
    }

    /**
     * The ceiling to report. After a restart, the stored one may be lower than what was spent under a later one, which must not be
     * given back.
     *
     * @param used what is used here beyond {@link #bookedHere}
     */
    @Nullable
    Long reportedCeiling(long used) {
        return ceiling == null ? null : Long.valueOf(Math.max(ceiling, bookedHere + used));
    }

    /** What may still be spent of the grant, beyond what is booked here. */
    long granted() {
        return ceiling == null ? 0 : ceiling - bookedHere;
    }

    long wanted() {
        return wanted;
    }

    void want(long nanos) {
        wanted = Math.max(wanted, Math.max(1, nanos));
    }

    long waiting() {
        return waiting;
    }

    /** A request that fits here waits for more of another budget: what it needs must not be given back meanwhile. */
    void await(long nanos) {
        waiting = Math.max(waiting, nanos);
    }

    boolean isDenied(long second) {
        return second < deniedUntil;
    }

    void refuse() {
        refused = true;
    }

    /** Whether a request was refused that is in no answered report. */
    boolean reportRefusal() {
        isRefusalReported = refused;
        return refused;
    }

    /**
     * Takes what the admin service says. Without a hard budget it grants nothing, and what it granted before remains until it is given
     * back: the same budget may be made again.
     *
     * @param used what is used here beyond {@code bookedHere}: a ceiling is not lowered below it
     * @param asked what the answered report wanted
     * @param second of the monotonic clock
     * @return whether this must be stored: the ceiling is lower than before, or it is the first one
     */
    boolean update(WindowSpend view, long used, long asked, long second) {
        Long before = known ? ceiling : null;
        known = true;
        booked = view.bookedNanos();
        bookedHere = view.bookedHereNanos();
        elsewhere = view.grantedElsewhereNanos();
        Long next = view.ceilingNanos();
        if (next != null && before != null && next < before) {
            next = Math.max(next, Math.min(before, bookedHere + used + waiting));
        }
        if (next != null) {
            ceiling = next;
        }
        wanted = wanted > asked ? wanted : 0;
        waiting = 0;
        refused &= !isRefusalReported;
        isRefusalReported = false;
        boolean isRaised = next != null && (before == null || next > before);
        deniedUntil = asked > 0 && !isRaised ? second + 1 : Long.MIN_VALUE;
        return next != null && (before == null || next < before);
    }

    /** Gives back what is not used. @return whether the ceiling was lowered */
    boolean giveBack(long used) {
        if (ceiling == null || ceiling <= bookedHere + used) {
            return false;
        }
        ceiling = bookedHere + used;
        return true;
    }

    /** What was stored of what the admin service said. */
    void restore(long bookedThen, long bookedHereThen, @Nullable Long ceilingThen) {
        known = true;
        booked = bookedThen;
        bookedHere = bookedHereThen;
        ceiling = ceilingThen;
    }

    /** Another history of the database: nothing is known. */
    void forget() {
        known = false;
        ceiling = null;
        deniedUntil = Long.MIN_VALUE;
    }
}
