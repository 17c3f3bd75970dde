package dev.keyway.filters.caller;

/**
 * Who calls.
 *
 * @param name names the proxy token in logs and metrics
 * @param lane whose place in the fair queues its requests take
 */
public record Caller(String name, String lane) {}
