package dev.keyway.filters.source.standalone;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.env.EnvAccess;
import dev.keyway.env.EnvFile;
import dev.keyway.env.EnvText;
import dev.keyway.env.SettingsProblem;
import dev.keyway.filters.settings.InvalidSettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the settings come from.
 *
 * @param path the {@code .env} file
 * @param isNamed whether the user named it, so that it must be there
 * @param environment wins over the file
 * @param knownProviders ids of providers that need no address
 * @param prices the price list
 */
record EnvSource(
        Path path,
        boolean isNamed,
        Map<String, String> environment,
        Set<String> knownProviders,
        PriceCatalogue prices) {

    private static final Path STANDARD = Path.of(".env");

    EnvSource {
        environment = Map.copyOf(environment);
        knownProviders = Set.copyOf(knownProviders);
    }

    /** @param named the path that the user gave; null for {@code .env} in the working directory */
    static EnvSource of(@Nullable String named, Map<String, String> environment, Set<String> knownProviders) {
        return new EnvSource(
                named == null ? STANDARD : Path.of(named),
                named != null,
                environment,
                knownProviders,
                PriceCatalogue.load());
    }

    /** What the file holds now. A managed gateway has its settings in the environment and reads only a file that the user named. */
    EnvText text() {
        if (!isNamed && environment.containsKey(ManagedVariables.URL)) {
            return new EnvText.Absent();
        }
        return EnvText.read(path);
    }

    /**
     * The settings that a text and the environment make.
     *
     * @throws InvalidSettingsException if nothing can be served by them
     */
    StandaloneSettings settings(EnvText text) {
        return switch (text) {
            case EnvText.Present present ->
                settings(EnvFile.parse(path.toString(), present.text()).with(EnvAccess.warnings(path)));
            case EnvText.Unreadable unreadable -> throw new InvalidSettingsException(List.of(unreadable.problem()));
            case EnvText.Absent none -> settings(absent());
        };
    }

    private EnvFile absent() {
        if (isNamed) {
            throw new InvalidSettingsException(List.of(SettingsProblem.fatal(
                    path.toString(),
                    "cannot be read (not there); correct the file, or name another by KEYWAY_ENV_FILE")));
        }
        return EnvFile.absent(path.toString());
    }

    private StandaloneSettings settings(EnvFile file) {
        return new StandaloneReader(file, environment, knownProviders, prices).read();
    }
}
