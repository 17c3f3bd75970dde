package dev.keyway.admin.user;

import java.util.UUID;

/**
 * That a person may do less than before: the account was disabled or deleted, or a role was taken. Published in the transaction that
 * does it, after its writes.
 */
public record AccessLost(UUID user) {}
