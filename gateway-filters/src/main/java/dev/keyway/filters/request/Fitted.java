package dev.keyway.filters.request;

import java.util.List;

/**
 * A request as it is to be sent.
 *
 * @param payload the bytes, the receiver's to release
 * @param dropped the names of members that went, fit for a header
 */
public record Fitted(Payload payload, List<String> dropped) {}
