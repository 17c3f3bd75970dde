package dev.keyway.filters.source.host;

import dev.keyway.catalogue.address.Cidr;
import dev.keyway.catalogue.address.TrustedProxies;
import dev.keyway.catalogue.glob.Glob;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.contract.Secret;
import dev.keyway.env.SettingsProblem;
import dev.keyway.filters.body.BodyPace;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.FirstByteTimeout;
import dev.keyway.filters.model.FirstByteTimeouts;
import dev.keyway.filters.model.ModelFilter;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.Resource;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.settings.Bounds;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.settings.ManagedSettings;
import dev.keyway.filters.settings.NetworkSettings;
import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.settings.RequestLogSettings;
import dev.keyway.filters.settings.TraceSettings;
import dev.keyway.filters.source.SettingsReport;
import dev.keyway.filters.source.SettingsValidator;
import dev.keyway.filters.source.host.KeywayProperties.KeyProperties;
import dev.keyway.filters.source.host.KeywayProperties.ProviderProperties;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Checks a host application's properties and makes settings of them. */
final class PropertiesCompiler implements SettingsReport {

    private final KeywayProperties properties;
    private final PriceCatalogue prices;
    private final List<SettingsProblem> problems = new ArrayList<>();

    /** @param prices the price list of the model */
    PropertiesCompiler(KeywayProperties properties, PriceCatalogue prices) {
        this.properties = properties;
        this.prices = prices;
    }

    /**
     * Compiles all properties.
     *
     * @throws InvalidSettingsException naming each invalid property
     */
    HostSettings compile() {
        positive("keyway.first-byte-timeout", properties.firstByteTimeout());
        positive("keyway.first-byte-timeout-stream", properties.firstByteTimeoutStream());
        positive("keyway.chunk-gap-timeout", properties.chunkGapTimeout());
        ProcessSettings process = process();
        RuntimeModel model = model();
        ManagedSettings managed = properties.admin().url().isEmpty() ? null : managed(model);
        SettingsValidator validator = new SettingsValidator(this);
        properties.callers().forEach((name, token) -> validator.headerText("keyway.callers." + name, token));
        validator.validate(model);
        validator.validate(process);
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return new HostSettings(process, model, List.copyOf(properties.callers().values()), managed);
    }

    private @Nullable ManagedSettings managed(RuntimeModel model) {
        FirstByteTimeouts firstByte = new FirstByteTimeouts(
                new FirstByteTimeout(properties.firstByteTimeout(), properties.firstByteTimeoutStream()),
                Map.of(),
                properties.chunkGapTimeout());
        ManagedProperties managed = new ManagedProperties(properties, this);
        return managed.control()
                .map(control -> new ManagedSettings(
                        control,
                        new ManagedSettings.Defaults(
                                model.globalTimeout(),
                                model.queueSize(),
                                model.corsOrigins(),
                                firstByte,
                                properties.repair()),
                        managed.shipping()))
                .orElse(null);
    }

    private ProcessSettings process() {
        return new ProcessSettings(
                bounds(),
                network(properties.network()),
                properties.stateDir(),
                properties.drain(),
                properties.logFormat(),
                requestLog(properties.requestLog()),
                traces(properties.traces()),
                proxies());
    }

    private RuntimeModel model() {
        return new RuntimeModel(
                CallerIndex.of(properties.callers().entrySet().stream()
                        .map(caller -> Caller.of(caller.getKey(), caller.getValue()))
                        .toList()),
                properties.providers().entrySet().stream()
                        .map(e -> provider(e.getKey(), e.getValue()).repairing(properties.repair()))
                        .toList(),
                List.of(),
                prices,
                properties.globalTimeout(),
                properties.queueSize(),
                properties.corsOrigins());
    }

    private TrustedProxies proxies() {
        try {
            return new TrustedProxies(
                    properties.trustedProxies().stream().map(Cidr::of).toList());
        } catch (IllegalArgumentException noNetwork) {
            fatal("keyway.trusted-proxies", "must be networks such as 10.0.0.0/8");
            return TrustedProxies.NONE;
        }
    }

    private static @Nullable RequestLogSettings requestLog(KeywayProperties.RequestLogProperties log) {
        return log.enabled() ? new RequestLogSettings(log.directory(), log.maxSize(), log.maxAge()) : null;
    }

    private static @Nullable TraceSettings traces(KeywayProperties.TraceProperties traces) {
        URI endpoint = traces.endpoint();
        if (endpoint == null) {
            return null;
        }
        return new TraceSettings(
                endpoint, traces.headers(), traces.serviceName(), traces.resource(), traces.samplingRatio());
    }

    private Bounds bounds() {
        DataSize maxBody = properties.maxBody();
        DataSize maxAudio = properties.maxAudio();
        DataSize inFlight = properties.maxBodyInFlight();
        return new Bounds(
                maxBody,
                maxAudio,
                inFlight == null ? Bounds.defaultMaxBodiesInFlight(maxBody, maxAudio) : inFlight,
                new BodyPace(properties.bodyTimeout(), properties.bodyMinRate()));
    }

    private static NetworkSettings network(KeywayProperties.NetworkProperties network) {
        return new NetworkSettings(network.httpsProxy(), network.noProxy(), network.caFile());
    }

    private ProviderSettings provider(String id, ProviderProperties provider) {
        String at = "keyway.providers." + id;
        if (provider.keys().isEmpty()) {
            fatal(at + ".keys", "needs at least one key");
        }
        return new ProviderSettings(
                id,
                address(provider.baseUrl()),
                provider.apiVersion(),
                keys(at, provider),
                provider.models(),
                new ModelFilter(
                        globs(at + ".ignore-models", provider.ignoreModels()),
                        globs(at + ".whitelist-models", provider.whitelistModels())),
                provider.maxConcurrentRequestsPerKey(),
                provider.rotationMode(),
                firstByte(at, provider));
    }

    private static @Nullable URI address(@Nullable URI address) {
        return address == null ? null : ProviderSettings.withoutTrailingSlash(address);
    }

    private List<ProviderKey> keys(String at, ProviderProperties provider) {
        List<KeyProperties> properties = provider.keys();
        List<ProviderKey> keys = new ArrayList<>();
        for (int i = 0; i < properties.size(); i++) {
            KeyProperties key = properties.get(i);
            String name = at + ".keys[" + i + "]";
            Secret value = key.value();
            if (value == null) {
                fatal(name + ".value", "is missing");
                value = Secret.of("missing-" + i); // Keeps the place in the list, by which messages name the next keys.
            }
            if (key.weight() < 1) {
                fatal(name + ".weight", "must be at least 1");
            }
            ProviderKey made = ProviderKey.of(value)
                    .ranked(Math.max(1, key.weight()), key.tier())
                    .forModels(globs(name + ".models", key.models()))
                    .of(resource(provider, key));
            keys.add(key.account() == null ? made : made.inAccount(key.account()));
        }
        return keys;
    }

    private static Resource resource(ProviderProperties provider, KeyProperties key) {
        return new Resource(
                address(key.baseUrl()), key.deployments().isEmpty() ? provider.deployments() : key.deployments());
    }

    private FirstByteTimeouts firstByte(String at, ProviderProperties provider) {
        positive(at + ".first-byte-timeout", provider.firstByteTimeout());
        positive(at + ".first-byte-timeout-stream", provider.firstByteTimeoutStream());
        Map<Glob, FirstByteTimeout> models = new LinkedHashMap<>();
        provider.modelTimeouts().forEach((model, timeout) -> {
            positive(at + ".model-timeouts[" + model + "].first-byte-timeout", timeout.firstByteTimeout());
            positive(at + ".model-timeouts[" + model + "].first-byte-timeout-stream", timeout.firstByteTimeoutStream());
            glob(at + ".model-timeouts[" + model + "]", model)
                    .ifPresent(pattern -> models.put(
                            pattern,
                            new FirstByteTimeout(timeout.firstByteTimeout(), timeout.firstByteTimeoutStream())));
        });
        FirstByteTimeout general =
                new FirstByteTimeout(properties.firstByteTimeout(), properties.firstByteTimeoutStream());
        return new FirstByteTimeouts(
                new FirstByteTimeout(provider.firstByteTimeout(), provider.firstByteTimeoutStream()).orElse(general),
                models,
                properties.chunkGapTimeout());
    }

    private List<Glob> globs(String property, List<String> patterns) {
        return patterns.stream()
                .flatMap(pattern -> glob(property, pattern).stream())
                .toList();
    }

    private Optional<Glob> glob(String property, String pattern) {
        Optional<String> fault = Glob.fault(pattern);
        fault.ifPresent(problem -> fatal(property, "each pattern " + problem));
        return fault.isPresent() ? Optional.empty() : Optional.of(new Glob(pattern));
    }

    private void positive(String property, @Nullable Duration value) {
        if (value != null && (value.isNegative() || value.isZero())) {
            fatal(property, "must be longer than zero");
        }
    }

    @Override
    public String name(String property) {
        return property;
    }

    @Override
    public void fatal(String property, String message) {
        problems.add(SettingsProblem.fatal(property, message));
    }
}
