package dev.keyway.bench.failover;

import java.time.Duration;

/**
 * What keys can serve at most: each its full bucket and what flows into it while load is offered.
 *
 * @param staying keys that serve to the end
 * @param revoked keys that are taken away
 */
record Capacity(int staying, int revoked, Setup setup) {

    /** Requests that the buckets let through. A failure takes its part of them too. */
    long admitted() {
        return staying * perKey(setup.duration()) + revoked * perKey(revocation());
    }

    /** Answers that can be had for that. */
    double answers() {
        return admitted() * (1 - Setup.FAILING);
    }

    /** Whole requests that one bucket lets through in that time, full at first. */
    private static long perKey(Duration time) {
        return Setup.BURST + (long) Math.floor(Setup.PER_SECOND * time.toMillis() / 1000.0);
    }

    private Duration revocation() {
        return setup.revokedAfter().compareTo(setup.duration()) < 0 ? setup.revokedAfter() : setup.duration();
    }
}
