package dev.keyway.admin.providerkey;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What the sealed address of an alert channel is bound to; no other secret of the channel can take its place. */
public record ChannelAddressBinding(UUID installation, UUID channel) implements Bound {

    @Override
    public byte[] bytes() {
        return String.join("\n", "keyway alert channel address", installation.toString(), channel.toString())
                .getBytes(StandardCharsets.UTF_8);
    }
}
