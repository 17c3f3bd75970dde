package dev.keyway.admin.signin;

import java.util.UUID;

/**
 * That somebody failed so often to sign in as a user that each further attempt must wait; told in the transaction that counts it.
 *
 * @param address where the latest attempt came from
 */
public record AccountLocked(UUID user, String login, String address, int failures) {}
