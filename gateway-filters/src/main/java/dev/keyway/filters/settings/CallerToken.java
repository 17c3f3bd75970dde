package dev.keyway.filters.settings;

import dev.keyway.contract.Secret;

/**
 * A token that callers present.
 *
 * @param name what the caller is called in logs and metrics
 * @param token what is presented
 */
public record CallerToken(String name, Secret token) {}
