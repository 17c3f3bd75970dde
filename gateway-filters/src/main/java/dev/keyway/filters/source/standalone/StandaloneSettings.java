package dev.keyway.filters.source.standalone;

import dev.keyway.contract.Secret;
import dev.keyway.env.SettingsProblem;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.settings.ManagedSettings;
import dev.keyway.filters.settings.ProcessSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@code .env} file and the environment.
 *
 * @param process what only a start can set
 * @param model what can change while the gateway serves
 * @param tokens the callers' tokens
 * @param spring Spring Boot's own properties that follow from them
 * @param managed how a managed gateway gets its configuration; null if it has it from here
 * @param warnings what is odd but does not keep the gateway from starting
 */
record StandaloneSettings(
        ProcessSettings process,
        RuntimeModel model,
        List<Secret> tokens,
        Map<String, Object> spring,
        @Nullable ManagedSettings managed,
        List<SettingsProblem> warnings) {

    StandaloneSettings {
        tokens = List.copyOf(tokens);
        spring = Map.copyOf(spring);
        warnings = List.copyOf(warnings);
    }
}
