package dev.keyway.admin.alert;

import dev.keyway.admin.address.Use;
import dev.keyway.admin.providerkey.Sealed;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert on its way to a channel.
 *
 * @param use whose channel it is, the installation's or a tenant's
 * @param attempt the how manieth this is, from 1
 * @param secret signs it; null for mail
 */
record Delivery(
        UUID id,
        UUID channel,
        Use use,
        ChannelKind kind,
        Target target,
        String event,
        String body,
        int attempt,
        @Nullable Sealed secret,
        UUID installation) {}
