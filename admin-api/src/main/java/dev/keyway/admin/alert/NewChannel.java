package dev.keyway.admin.alert;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;

/**
 * A channel to be.
 *
 * @param target the address that is called, or mailed to
 * @param events what is told
 */
record NewChannel(
        @NotBlank @Size(max = 120) String name,
        @NotNull ChannelKind kind,
        @NotBlank @Size(max = 500) String target,
        @NotEmpty Set<@NotNull AlertEvent> events) {

    ChannelSettings settings() {
        return new ChannelSettings(name, target, events, false);
    }
}
