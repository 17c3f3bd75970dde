package dev.keyway.filters.source.host;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.settings.ManagedSettings;
import dev.keyway.filters.settings.ProcessSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a host application, compiled from its properties.
 *
 * @param process what only a start can set
 * @param model what else is set
 * @param tokens the callers' tokens
 * @param managed how it gets its configuration from the admin service; null if it does not
 */
record HostSettings(
        ProcessSettings process,
        RuntimeModel model,
        List<Secret> tokens,
        @Nullable ManagedSettings managed) {

    HostSettings {
        tokens = List.copyOf(tokens);
    }
}
