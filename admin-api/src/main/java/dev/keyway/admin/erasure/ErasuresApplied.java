package dev.keyway.admin.erasure;

/**
 * Result of applying a list again.
 *
 * @param added erasures that this database did not have
 * @param repeated erasures that it had, and that run again
 */
record ErasuresApplied(int added, int repeated) {}
