package dev.keyway.bench.books;

import java.util.UUID;

/**
 * A token of the gateway, whose calls come one after the other: a record without a known request ID can be assigned by token and time.
 *
 * @param token its ID in the admin service
 * @param secret what its caller presents
 */
record Account(UUID token, String secret) {}
