package dev.keyway.admin.audit;

import java.util.List;

/**
 * Whether the audit is as it was written.
 *
 * @param intact whether nothing is wrong
 * @param entries how many were verified
 * @param faults the first thing that is wrong, and what each head that was given shows; none if all is intact
 * @param head the chain's end, signed, to be kept elsewhere and given to a later verification
 */
public record Verification(boolean intact, long entries, List<Fault> faults, String head) {

    /**
     * @param sequence of the first entry that is not as it was written
     * @param message what is wrong with it
     */
    public record Fault(long sequence, String message) {}
}
