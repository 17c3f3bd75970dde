package dev.keyway.filters.caller;

/**
 * Who calls.
 *
 * @param name names the proxy token in logs and metrics
 * @param lane whose place in the fair queues its requests take
 * @param share under whose name its bodies are counted; empty where there is nobody to share the memory with
 */
public record Caller(String name, String lane, String share) {}
