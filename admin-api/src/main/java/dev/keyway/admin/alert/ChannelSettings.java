package dev.keyway.admin.alert;

import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;

/**
 * What can be changed of a channel.
 *
 * @param target the address that is called, or mailed to; as it is shown: it stays
 * @param events the events that it receives
 */
record ChannelSettings(
        @NotBlank @Size(max = 120) @PlainName String name,
        @NotBlank @Size(max = 500) String target,
        @NotEmpty Set<@NotNull AlertEvent> events,
        boolean disabled) {

    @Override
    public String toString() {
        return "ChannelSettings[name=" + name + "]";
    }
}
