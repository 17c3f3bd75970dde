package dev.keyway.filters.source.host;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.settings.ProcessSettings;
import java.util.List;

/**
 * Settings of a host application, compiled from its properties.
 *
 * @param process what only a start can set
 * @param model what else is set
 * @param tokens the callers' tokens
 */
record HostSettings(ProcessSettings process, RuntimeModel model, List<Secret> tokens) {

    HostSettings {
        tokens = List.copyOf(tokens);
    }
}
