package dev.keyway.filters.standalone;

import dev.keyway.filters.settings.GatewaySettings;
import dev.keyway.filters.settings.SettingsProblem;
import java.util.List;
import java.util.Map;

/**
 * What a {@code .env} file and the environment say.
 *
 * @param gateway what the gateway is to do
 * @param spring Spring Boot's own properties that follow from them
 * @param warnings what is odd but does not keep the gateway from starting
 */
record StandaloneSettings(GatewaySettings gateway, Map<String, Object> spring, List<SettingsProblem> warnings) {

    StandaloneSettings {
        spring = Map.copyOf(spring);
        warnings = List.copyOf(warnings);
    }
}
