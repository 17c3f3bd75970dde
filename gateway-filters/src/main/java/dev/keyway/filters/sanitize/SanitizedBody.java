package dev.keyway.filters.sanitize;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Sanitized body: a request as a provider accepts it.
 *
 * @param bytes the bytes to send, which the receiver releases
 * @param dropped the names of members that went, fit for a header; those within messages as {@code messages[].name}
 * @param usageForced whether {@code stream_options.include_usage} was switched on for a client that had not asked
 */
public record SanitizedBody(ByteBuf bytes, List<String> dropped, boolean usageForced) {

    public SanitizedBody {
        dropped = List.copyOf(dropped);
    }
}
