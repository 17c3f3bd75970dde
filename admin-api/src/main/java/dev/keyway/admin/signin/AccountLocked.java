package dev.keyway.admin.signin;

import java.util.UUID;

/**
 * Event: sign-ins of a user failed so often that each further attempt must wait; published in the transaction that counts it.
 *
 * @param address where the latest attempt came from
 */
public record AccountLocked(UUID user, String login, String address, int failures) {}
