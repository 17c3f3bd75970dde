package dev.keyway.filters.source.host;

import dev.keyway.catalogue.glob.Glob;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.contract.Secret;
import dev.keyway.filters.body.BodyPace;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.FirstByteTimeout;
import dev.keyway.filters.model.FirstByteTimeouts;
import dev.keyway.filters.model.ModelFilter;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.Resource;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.settings.Bounds;
import dev.keyway.filters.settings.BrowserOrigin;
import dev.keyway.filters.settings.HeaderText;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.settings.NetworkSettings;
import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.settings.RequestLogSettings;
import dev.keyway.filters.settings.SettingsProblem;
import dev.keyway.filters.settings.TraceSettings;
import dev.keyway.filters.source.host.KeywayProperties.KeyProperties;
import dev.keyway.filters.source.host.KeywayProperties.ProviderProperties;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Checks a host application's properties and makes settings of them. */
final class PropertiesCompiler {

    private static final Pattern PROVIDER_ID = Pattern.compile("[a-z0-9][a-z0-9_.-]*");

    private static final DataSize FASTEST = DataSize.ofGigabytes(1);

    private static final String NO_HEADER_TEXT =
            "must be text that a header can carry, without blanks and line ends; copy it again";

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
        positive("keyway.global-timeout", properties.globalTimeout());
        positive("keyway.first-byte-timeout", properties.firstByteTimeout());
        positive("keyway.first-byte-timeout-stream", properties.firstByteTimeoutStream());
        positive("keyway.chunk-gap-timeout", properties.chunkGapTimeout());
        if (properties.drain().isNegative()) {
            fatal("keyway.drain", "must not be negative");
        }
        List<Caller> callers = properties.callers().entrySet().stream()
                .map(e -> caller(e.getKey(), e.getValue()))
                .toList();
        List<ProviderSettings> providers = properties.providers().entrySet().stream()
                .map(e -> provider(e.getKey(), e.getValue()).repairing(properties.repair()))
                .toList();
        Bounds bounds = bounds();
        NetworkSettings network = network(properties.network());
        TraceSettings traces = traces(properties.traces());
        if (!properties.corsOrigins().stream().allMatch(BrowserOrigin::isGood)) {
            fatal("keyway.cors-origins", BrowserOrigin.RULE);
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return new HostSettings(
                new ProcessSettings(
                        bounds,
                        network,
                        properties.stateDir(),
                        properties.drain(),
                        properties.logFormat(),
                        requestLog(properties.requestLog()),
                        traces),
                new RuntimeModel(
                        callers,
                        providers,
                        List.of(),
                        prices,
                        properties.globalTimeout(),
                        properties.queueSize(),
                        properties.corsOrigins()),
                List.copyOf(properties.callers().values()));
    }

    private static @Nullable RequestLogSettings requestLog(KeywayProperties.RequestLogProperties log) {
        return log.enabled() ? new RequestLogSettings(log.directory(), log.maxSize(), log.maxAge()) : null;
    }

    private @Nullable TraceSettings traces(KeywayProperties.TraceProperties traces) {
        URI endpoint = traces.endpoint();
        if (endpoint == null) {
            return null;
        }
        if (!TraceSettings.isEndpoint(endpoint)) {
            fatal("keyway.traces.endpoint", "must be an http or https address with a host, without user and query");
        }
        if (!TraceSettings.isRatio(traces.samplingRatio())) {
            fatal("keyway.traces.sampling-ratio", "must be from 0 to 1");
        }
        return new TraceSettings(
                endpoint, traces.headers(), traces.serviceName(), traces.resource(), traces.samplingRatio());
    }

    private Caller caller(String name, Secret token) {
        if (!HeaderText.carries(token.reveal())) {
            fatal("keyway.callers." + name, NO_HEADER_TEXT);
        }
        return Caller.of(name, token);
    }

    private Bounds bounds() {
        DataSize maxBody = properties.maxBody();
        if (maxBody.toBytes() <= 0 || maxBody.toBytes() > Integer.MAX_VALUE) {
            fatal("keyway.max-body", "must be from 1 byte to 2 GiB");
        }
        DataSize maxAudio = properties.maxAudio();
        if (maxAudio.toBytes() <= 0 || maxAudio.toBytes() > Integer.MAX_VALUE) {
            fatal("keyway.max-audio", "must be from 1 byte to 2 GiB");
        }
        DataSize inFlight = properties.maxBodyInFlight();
        if (inFlight == null) {
            inFlight = Bounds.defaultMaxBodiesInFlight(maxBody, maxAudio);
        } else if (inFlight.compareTo(maxBody) < 0) {
            fatal("keyway.max-body-in-flight", "must be at least keyway.max-body");
        }
        if (properties.queueSize() < 0) {
            fatal("keyway.queue-size", "must not be negative");
        }
        positive("keyway.body-timeout", properties.bodyTimeout());
        DataSize rate = properties.bodyMinRate();
        if (rate.isNegative() || rate.compareTo(FASTEST) > 0) {
            fatal("keyway.body-min-rate", "must be from 0 to 1GB");
        }
        return new Bounds(maxBody, maxAudio, inFlight, new BodyPace(properties.bodyTimeout(), rate));
    }

    private NetworkSettings network(KeywayProperties.NetworkProperties network) {
        URI proxy = network.httpsProxy();
        if (proxy != null && !NetworkSettings.isProxyAddress(proxy)) {
            fatal("keyway.network.https-proxy", "must be http://host:port");
        }
        NetworkSettings.fault(network.noProxy()).ifPresent(fault -> fatal("keyway.network.no-proxy", fault));
        return new NetworkSettings(proxy, network.noProxy(), network.caFile());
    }

    private ProviderSettings provider(String id, ProviderProperties provider) {
        String at = "keyway.providers." + id;
        if (!PROVIDER_ID.matcher(id).matches()) {
            fatal(at, "a provider's id has lower-case letters, digits, '_', '-' and '.' only");
        }
        URI baseUrl = provider.baseUrl();
        if (baseUrl != null && !ProviderSettings.isBaseUrl(baseUrl)) {
            fatal(at + ".base-url", "must be an http or https address with a host");
        }
        Integer concurrency = provider.maxConcurrentRequestsPerKey();
        if (concurrency != null && concurrency < 0) {
            fatal(at + ".max-concurrent-requests-per-key", "must be 0 (no bound) or more");
        }
        List<ProviderKey> keys = keys(at, provider);
        if (keys.isEmpty()) {
            fatal(at + ".keys", "needs at least one key");
        }
        return new ProviderSettings(
                id,
                baseUrl == null ? null : ProviderSettings.withoutTrailingSlash(baseUrl),
                provider.apiVersion(),
                keys,
                provider.models(),
                new ModelFilter(
                        globs(at + ".ignore-models", provider.ignoreModels()),
                        globs(at + ".whitelist-models", provider.whitelistModels())),
                concurrency,
                provider.rotationMode(),
                firstByte(at, provider));
    }

    private List<ProviderKey> keys(String at, ProviderProperties provider) {
        List<KeyProperties> properties = provider.keys();
        List<ProviderKey> keys = new ArrayList<>();
        Set<Secret> seen = new HashSet<>();
        for (int i = 0; i < properties.size(); i++) {
            KeyProperties key = properties.get(i);
            String name = at + ".keys[" + i + "]";
            Secret value = key.value();
            if (value == null) {
                fatal(name + ".value", "is missing");
            } else if (!HeaderText.carries(value.reveal())) {
                fatal(name + ".value", NO_HEADER_TEXT);
            } else if (!seen.add(value)) {
                fatal(name + ".value", "is the same key as one before it");
            } else if (key.weight() < 1) {
                fatal(name + ".weight", "must be at least 1");
            } else {
                ProviderKey made = ProviderKey.of(value)
                        .ranked(key.weight(), key.tier())
                        .forModels(globs(name + ".models", key.models()))
                        .of(resource(name, provider, key));
                keys.add(key.account() == null ? made : made.inAccount(key.account()));
            }
        }
        return keys;
    }

    private Resource resource(String name, ProviderProperties provider, KeyProperties key) {
        URI base = key.baseUrl();
        if (base != null && !ProviderSettings.isBaseUrl(base)) {
            fatal(name + ".base-url", "must be an http or https address with a host");
        }
        return new Resource(
                base == null ? null : ProviderSettings.withoutTrailingSlash(base),
                key.deployments().isEmpty() ? provider.deployments() : key.deployments());
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

    private void fatal(String property, String message) {
        problems.add(SettingsProblem.fatal(property, message));
    }
}
