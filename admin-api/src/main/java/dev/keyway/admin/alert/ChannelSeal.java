package dev.keyway.admin.alert;

import dev.keyway.admin.providerkey.ChannelAddressBinding;
import dev.keyway.admin.providerkey.ChannelBinding;
import dev.keyway.admin.providerkey.Seal;
import dev.keyway.admin.providerkey.Sealed;
import dev.keyway.contract.Secret;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Seals what is secret of a channel: what signs its calls, and the address of a webhook. */
@Component
class ChannelSeal {

    private final Seal seal;

    ChannelSeal(Seal seal) {
        this.seal = seal;
    }

    Sealed secret(UUID installation, UUID channel, Secret secret) {
        return seal.close(secret, new ChannelBinding(installation, channel));
    }

    Target target(UUID installation, UUID channel, ChannelKind kind, String target) {
        return new Target(
                kind.shown(target),
                switch (kind) {
                    case MAIL -> null;
                    case WEBHOOK -> seal.close(Secret.of(target), new ChannelAddressBinding(installation, channel));
                });
    }

    /** Empty if it was sealed for another channel, or with a master key that is not here. */
    Optional<Secret> secret(Delivery delivery) {
        @Nullable Sealed secret = delivery.secret();
        return secret == null
                ? Optional.empty()
                : seal.open(secret, new ChannelBinding(delivery.installation(), delivery.channel()));
    }

    /** Empty if it was sealed for another channel, or with a master key that is not here. */
    Optional<Secret> address(Delivery delivery) {
        return address(delivery.installation(), delivery.channel(), delivery.target());
    }

    /** Empty if it was sealed for another channel, or with a master key that is not here. */
    Optional<Secret> address(UUID installation, UUID channel, Target target) {
        @Nullable Sealed sealed = target.sealed();
        return sealed == null
                ? Optional.of(Secret.of(target.shown()))
                : seal.open(sealed, new ChannelAddressBinding(installation, channel));
    }
}
