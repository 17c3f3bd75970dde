package dev.keyway.filters.sanitize;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * A request as a provider takes it.
 *
 * @param payload the bytes to send, which the receiver releases
 * @param dropped the names of members that went, fit for a header; those within messages as {@code messages[].name}
 * @param usageForced whether {@code stream_options.include_usage} was switched on for a client that had not asked
 */
public record Sanitized(ByteBuf payload, List<String> dropped, boolean usageForced) {

    public Sanitized {
        dropped = List.copyOf(dropped);
    }
}
