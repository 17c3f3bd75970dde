package dev.keyway.filters.stream;

/**
 * What a stream has brought so far.
 *
 * @param events events with data, those included that were kept from the client
 * @param contentEvents events with content of any kind
 * @param textEvents events with text; most providers send about one a token
 * @param textBytes the bytes of that text: what was said and thought, and the arguments of tool calls
 */
public record StreamTally(long events, long contentEvents, long textEvents, long textBytes) {}
