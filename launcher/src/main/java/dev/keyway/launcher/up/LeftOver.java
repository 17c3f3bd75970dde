package dev.keyway.launcher.up;

import dev.keyway.launcher.settings.Environments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is left over of the settings beside an admin service, in one warning that names all of it. */
final class LeftOver {

    private LeftOver() {}

    /** The warning; none if every setting has an effect. */
    static Optional<String> note(Environments environments, EnvProviders providers) {
        List<String> names = new ArrayList<>(environments.withoutEffect());
        names.addAll(providers.withoutEffect());
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("without effect beside the admin service: %s. './keyway up --gateway-only' uses them."
                        .formatted(String.join(", ", names)));
    }
}
