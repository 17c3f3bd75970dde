package dev.keyway.admin.alert;

import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.TreeSet;

/**
 * A channel to be.
 *
 * @param target the address that is called, which is a secret, or mailed to
 * @param events the events that it receives
 */
public record NewChannel(
        @NotBlank @Size(max = 120) @PlainName String name,
        @NotNull ChannelKind kind,
        @NotBlank @Size(max = 500) String target,
        @NotNull @Size(min = 1, max = 20) List<@NotNull AlertEvent> events) {

    ChannelSettings settings() {
        return new ChannelSettings(name, target, new TreeSet<>(events), false);
    }

    @Override
    public String toString() {
        return "NewChannel[name=" + name + "]";
    }
}
