package dev.keyway.admin.providerkey;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What the sealed secret of an alert channel is bound to. */
public record ChannelBinding(UUID installation, UUID channel) implements Bound {

    @Override
    public byte[] bytes() {
        return String.join("\n", "keyway alert channel", installation.toString(), channel.toString())
                .getBytes(StandardCharsets.UTF_8);
    }
}
