package dev.keyway.launcher.settings;

import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.catalogue.provider.Provider;
import dev.keyway.env.EnvAccess;
import dev.keyway.env.EnvFile;
import dev.keyway.env.EnvText;
import dev.keyway.env.NameCheck;
import dev.keyway.env.ProviderEntry;
import dev.keyway.env.ProviderVariables;
import dev.keyway.env.SettingsProblem;
import dev.keyway.env.Variables;
import dev.keyway.launcher.process.LaunchException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Settings of the {@code .env} file and of the environment, which wins. */
public final class Settings {

    private static final String FILE = "KEYWAY_ENV_FILE";

    private final Variables variables;
    private final Map<String, String> environment;
    private final List<ProviderEntry> providers;
    private final List<SettingsProblem> problems;

    private Settings(
            Variables variables,
            Map<String, String> environment,
            List<ProviderEntry> providers,
            List<SettingsProblem> problems) {
        this.variables = variables;
        this.environment = Map.copyOf(environment);
        this.providers = List.copyOf(providers);
        this.problems = List.copyOf(problems);
    }

    /**
     * Reads them.
     *
     * @throws LaunchException if the file that is named is missing, or what is there cannot be read
     */
    public static Settings read(Map<String, String> environment) throws LaunchException {
        Path path = Path.of(environment.getOrDefault(FILE, ".env"));
        Set<String> known =
                new KnownProviders().all().stream().map(Provider::id).collect(Collectors.toSet());
        List<SettingsProblem> problems = new ArrayList<>();
        EnvFile file = file(path, environment.containsKey(FILE));
        problems.addAll(file.problems());
        Variables variables = new Variables(file, environment, problems::add);
        List<ProviderEntry> providers = ProviderVariables.all(variables, known);
        new NameCheck(variables, known).warn();
        return new Settings(variables, environment, providers, problems);
    }

    private static EnvFile file(Path path, boolean isNamed) throws LaunchException {
        return switch (EnvText.read(path)) {
            case EnvText.Present present ->
                EnvFile.parse(path.toString(), present.text()).with(EnvAccess.warnings(path));
            case EnvText.Unreadable unreadable ->
                throw LaunchException.of(unreadable.problem().line());
            case EnvText.Absent none -> {
                if (isNamed && !path.toString().equals("/dev/null")) {
                    throw LaunchException.of(
                            path + ": cannot be read (not there); correct the file, or name another by " + FILE);
                }
                yield EnvFile.absent(path.toString());
            }
        };
    }

    /** A value; none if it is blank. */
    public Optional<String> text(String name) {
        return variables.text(name);
    }

    /** A time; none if it is not set. */
    public Optional<Duration> duration(String name) {
        return variables.duration(name);
    }

    /**
     * A port.
     *
     * @throws LaunchException if it cannot be one
     */
    public int port(String name, int standard) throws LaunchException {
        String text = text(name).orElse(String.valueOf(standard));
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw LaunchException.of(name + " must be a port, a whole number from 0 to 65535.");
        }
        return Integer.parseInt(text);
    }

    /** Providers that have a key and an address. */
    public List<ProviderEntry> providers() {
        return providers.stream().filter(ProviderEntry::isUsable).toList();
    }

    /** Those that a list names, with commas between them. */
    public List<String> list(String name) {
        return variables.list(name);
    }

    /** What is odd or wrong with them; a gateway that reads them itself reports the same. */
    public List<SettingsProblem> problems() {
        return problems;
    }

    /** Names of all that is set, those of the file first. */
    List<String> names() {
        return variables.names();
    }

    Map<String, String> environment() {
        return environment;
    }
}
