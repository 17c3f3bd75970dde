package dev.keyway.admin.audit;

import java.util.List;

/**
 * Whether the audit is as it was written.
 *
 * @param intact whether nothing is wrong and everything that was asked is proved
 * @param entries how many were verified
 * @param faults the first thing that is wrong; none if nothing is
 * @param unproven heads that were given and lie before what is left of the audit: whether they belonged to it cannot be
 *     shown
 * @param head the end of the chain, signed; store it elsewhere and send it with a later verification
 */
public record Verification(boolean intact, long entries, List<Fault> faults, List<Fault> unproven, String head) {

    /**
     * @param sequence of the first modified entry, or of the head that cannot be proven
     * @param message what is wrong with it
     */
    public record Fault(long sequence, String message) {}
}
