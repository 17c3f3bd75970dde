package dev.keyway.admin.alert;

import dev.keyway.admin.edit.Resource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel with its signing secret, which is shown only once.
 *
 * @param secret as Standard Webhooks has it, {@code whsec_…}; null for mail, and where it was shown before
 */
public record IssuedChannel(
        UUID id, ChannelView channel, @Nullable String secret) implements Resource {

    @Override
    public String toString() {
        return "IssuedChannel[" + id + "]";
    }
}
