package dev.keyway.filters.source.standalone;

import dev.keyway.catalogue.address.Cidr;
import dev.keyway.catalogue.address.TrustedProxies;
import dev.keyway.catalogue.glob.Glob;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.contract.Secret;
import dev.keyway.env.EnvFile;
import dev.keyway.env.NameCheck;
import dev.keyway.env.ProviderEntry;
import dev.keyway.env.ProviderVariables;
import dev.keyway.env.Seconds;
import dev.keyway.env.SettingsProblem;
import dev.keyway.env.Variables;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.FirstByteTimeout;
import dev.keyway.filters.model.FirstByteTimeouts;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.RepairMode;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.settings.ControlSettings;
import dev.keyway.filters.settings.HeaderText;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.settings.LogFormat;
import dev.keyway.filters.settings.ManagedSettings;
import dev.keyway.filters.settings.NetworkSettings;
import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.settings.RequestLogSettings;
import dev.keyway.filters.source.SettingsValidator;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Makes settings of a {@code .env} file and the environment, and names all that is wrong with them at once. */
final class StandaloneReader {

    private static final String LOG_FORMAT = "KEYWAY_LOG_FORMAT";
    private static final int LAST_PORT = 65_535;

    private final List<SettingsProblem> problems = new ArrayList<>();
    private final Variables variables;
    private final VariableReport report;
    private final Set<String> knownProviders;
    private final PriceCatalogue prices;

    /**
     * Reads what was set.
     *
     * @param environment wins over the file
     * @param knownProviders ids of providers that need no address
     * @param prices the price list of the model
     */
    StandaloneReader(EnvFile file, Map<String, String> environment, Set<String> knownProviders, PriceCatalogue prices) {
        this.prices = prices;
        this.problems.addAll(file.problems());
        this.variables = new Variables(file, environment, problems::add);
        this.report = new VariableReport(variables);
        this.knownProviders = knownProviders;
    }

    /**
     * Reads all of it.
     *
     * @throws InvalidSettingsException if the gateway cannot start with it
     */
    StandaloneSettings read() {
        ManagedVariables managed = new ManagedVariables(variables, knownProviders);
        return managed.areSet() ? managed(managed) : standalone();
    }

    private StandaloneSettings standalone() {
        Optional<Secret> token = token();
        RepairMode repair = repair();
        List<ProviderSettings> providers = providers(timeouts()).stream()
                .map(provider -> provider.repairing(repair))
                .toList();
        token.filter(text -> HeaderText.carries(text.reveal()))
                .flatMap(text -> TokenStrength.problem(text.reveal(), providers))
                .ifPresent(problem -> variables.fatal("PROXY_API_KEY", problem));
        token.ifPresent(text -> new SettingsValidator(report).headerText("keyway.callers.default", text));
        RuntimeModel model =
                model(token.map(text -> Caller.of("default", text)).stream().toList(), providers);
        return settings(model, token.stream().toList(), null);
    }

    private StandaloneSettings managed(ManagedVariables managed) {
        Optional<ControlSettings> control = managed.settings();
        RuntimeModel model = model(List.of(), List.of());
        ManagedSettings.Defaults defaults = new ManagedSettings.Defaults(
                model.globalTimeout(), model.queueSize(), model.corsOrigins(), timeouts(), repair());
        return settings(
                model,
                List.of(),
                control.map(settings -> new ManagedSettings(settings, defaults, managed.shipping()))
                        .orElse(null));
    }

    private RuntimeModel model(List<Caller> callers, List<ProviderSettings> providers) {
        return new RuntimeModel(
                CallerIndex.of(callers),
                providers,
                List.of(),
                prices,
                variables.duration("GLOBAL_TIMEOUT").orElse(RuntimeModel.DEFAULT_GLOBAL_TIMEOUT),
                variables.number("KEYWAY_QUEUE_SIZE", 0).orElse(RuntimeModel.DEFAULT_QUEUE_SIZE),
                variables.list("KEYWAY_CORS_ORIGINS"));
    }

    private StandaloneSettings settings(RuntimeModel model, List<Secret> tokens, @Nullable ManagedSettings managed) {
        ProcessSettings process = process();
        SettingsValidator validator = new SettingsValidator(report);
        validator.validate(model);
        validator.validate(process);
        Map<String, Object> spring = spring(process);
        new NameCheck(variables, knownProviders).warn();
        if (problems.stream().anyMatch(SettingsProblem::isFatal)) {
            throw new InvalidSettingsException(problems);
        }
        return new StandaloneSettings(process, model, tokens, spring, managed, problems);
    }

    private ProcessSettings process() {
        return new ProcessSettings(
                new BoundVariables(variables).settings(),
                network(),
                variables
                        .read("KEYWAY_STATE_DIR", "must be a folder", Path::of)
                        .orElse(ProcessSettings.DEFAULT_STATE_DIR),
                drain(),
                variables
                        .read(
                                LOG_FORMAT,
                                "must be text or json",
                                value -> LogFormat.valueOf(value.toUpperCase(Locale.ROOT)))
                        .orElse(LogFormat.TEXT),
                requestLog(),
                new TraceVariables(variables).settings(),
                proxies());
    }

    private TrustedProxies proxies() {
        return variables
                .read(
                        "KEYWAY_TRUSTED_PROXIES",
                        "must be networks such as 10.0.0.0/8, separated by commas",
                        value -> new TrustedProxies(variables.list("KEYWAY_TRUSTED_PROXIES").stream()
                                .map(Cidr::of)
                                .toList()))
                .orElse(TrustedProxies.NONE);
    }

    private RepairMode repair() {
        return variables
                .read(
                        "KEYWAY_REPAIR",
                        "must be all, added or off",
                        value -> RepairMode.valueOf(value.toUpperCase(Locale.ROOT)))
                .orElse(RepairMode.ALL);
    }

    private Optional<Secret> token() {
        Optional<String> token = variables.text("PROXY_API_KEY");
        if (token.isEmpty()) {
            problems.add(
                    SettingsProblem.fatal(
                            "PROXY_API_KEY",
                            "is not set; choose a token that your clients will present and put PROXY_API_KEY=<token> into .env"));
            return Optional.empty();
        }
        return token.map(Secret::of);
    }

    private List<ProviderSettings> providers(FirstByteTimeouts timeouts) {
        List<ProviderSettings> providers = new ArrayList<>();
        for (ProviderEntry entry : ProviderVariables.all(variables, knownProviders)) {
            new EnvProvider(entry, variables, report).settings(timeouts).ifPresent(providers::add);
        }
        if (providers.isEmpty()) {
            problems.add(SettingsProblem.fatal(
                    "<PROVIDER>_API_KEY", "no provider has a key; put for example OPENAI_API_KEY=<key> into .env"));
        }
        return providers;
    }

    private FirstByteTimeouts timeouts() {
        FirstByteTimeout general = new FirstByteTimeout(
                variables.duration("FIRST_BYTE_TIMEOUT").orElse(null),
                variables.duration("FIRST_BYTE_TIMEOUT_STREAM").orElse(null));
        Map<Glob, FirstByteTimeout> models = new LinkedHashMap<>();
        models("FIRST_BYTE_TIMEOUT_MODELS", models, (old, value) -> new FirstByteTimeout(value, old.stream()));
        models("FIRST_BYTE_TIMEOUT_STREAM_MODELS", models, (old, value) -> new FirstByteTimeout(old.answer(), value));
        return new FirstByteTimeouts(
                general, models, variables.duration("CHUNK_GAP_TIMEOUT").orElse(FirstByteTimeouts.NONE.gap()));
    }

    private void models(
            String variable,
            Map<Glob, FirstByteTimeout> models,
            BiFunction<FirstByteTimeout, Duration, FirstByteTimeout> with) {
        for (String item : variables.list(variable)) {
            int equals = item.lastIndexOf('=');
            Optional<Duration> value = equals < 1 || item.indexOf('/') < 1 ? Optional.empty() : seconds(item, equals);
            if (value.isEmpty()) {
                variables.fatal(variable, "must be provider/model=seconds, with commas between several");
                return;
            }
            variables
                    .glob(variable, item.substring(0, equals).strip())
                    .ifPresent(pattern -> models.compute(
                            pattern,
                            (same, old) -> with.apply(old == null ? FirstByteTimeout.UNSET : old, value.get())));
        }
    }

    private static Optional<Duration> seconds(String item, int equals) {
        try {
            return Optional.ofNullable(Seconds.read(item.substring(equals + 1).strip()));
        } catch (IllegalArgumentException notADuration) {
            return Optional.empty();
        }
    }

    private NetworkSettings network() {
        Optional<URI> proxy = variables.read(
                "HTTPS_PROXY",
                "must be http://host:port",
                value -> URI.create(value.contains("://") ? value : "http://" + value));
        Optional<Path> ca = variables.read("KEYWAY_CA_FILE", "must be a PEM file that can be read", value -> {
            Path file = Path.of(value);
            return Files.isReadable(file) && Files.isRegularFile(file) ? file : null;
        });
        return new NetworkSettings(proxy.orElse(null), variables.list("NO_PROXY"), ca.orElse(null));
    }

    private @Nullable RequestLogSettings requestLog() {
        Path directory = variables
                .read("KEYWAY_REQUEST_LOG_DIR", "must be a folder", Path::of)
                .orElse(RequestLogSettings.DEFAULT_DIRECTORY);
        DataSize maxSize =
                Sizes.read(variables, "KEYWAY_REQUEST_LOG_MAX_SIZE").orElse(RequestLogSettings.DEFAULT_MAX_SIZE);
        Duration maxAge = variables.duration("KEYWAY_REQUEST_LOG_MAX_AGE").orElse(RequestLogSettings.DEFAULT_MAX_AGE);
        boolean on = variables
                .read("KEYWAY_REQUEST_LOG", "must be true or false", StandaloneReader::yesOrNo)
                .orElse(false);
        if (!on) {
            return null;
        }
        variables.warn(
                "KEYWAY_REQUEST_LOG",
                "writes all prompts and answers into the folder " + directory
                        + ", which is not for production; set it to false when you have seen enough");
        return new RequestLogSettings(directory, maxSize, maxAge);
    }

    static @Nullable Boolean yesOrNo(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private Duration drain() {
        if (variables.text("KEYWAY_DRAIN").equals(Optional.of("0"))) {
            return Duration.ZERO;
        }
        return variables.duration("KEYWAY_DRAIN").orElse(ProcessSettings.DEFAULT_DRAIN);
    }

    /** What Spring Boot has to know of the file: ports, its own settings, and how long a stop may take. */
    private Map<String, Object> spring(ProcessSettings settings) {
        port("SERVER_PORT");
        port("MANAGEMENT_SERVER_PORT");
        Map<String, Object> spring = new LinkedHashMap<>();
        for (String name : variables.names()) {
            if (NameCheck.isSpring(name)) {
                variables.text(name).ifPresent(value -> spring.put(name, value));
            }
        }
        variables.text(ManagedVariables.URL).ifPresent(url -> spring.put(ManagedVariables.URL, url));
        spring.put(LOG_FORMAT, settings.logFormat().name());
        spring.put("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE", settings.drain().toMillis() + "ms");
        return spring;
    }

    private void port(String name) {
        variables.read(name, "must be a port, a whole number from 0 to " + LAST_PORT, value -> {
            int port = Integer.parseInt(value);
            return port < 0 || port > LAST_PORT ? null : port;
        });
    }
}
