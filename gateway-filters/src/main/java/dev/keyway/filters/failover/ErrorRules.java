package dev.keyway.filters.failover;

/** How one style of provider spells its failures. */
interface ErrorRules {

    Finding classify(Evidence evidence);
}
