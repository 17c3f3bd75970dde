package dev.keyway.filters.failover;

/**
 * A member of the request that the provider's refusal names.
 *
 * @param path its name, after those of the objects around it with dots between
 * @param lasting whether the provider takes no such member, of whatever value, so that the next request with it would fare
 *     no better
 */
public record RefusedMember(String path, boolean lasting) {}
