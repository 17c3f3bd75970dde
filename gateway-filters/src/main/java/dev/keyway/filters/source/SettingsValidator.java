package dev.keyway.filters.source;

import dev.keyway.catalogue.address.DirectHosts;
import dev.keyway.catalogue.address.WebProxy;
import dev.keyway.contract.Secret;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.settings.Bounds;
import dev.keyway.filters.settings.BrowserOrigin;
import dev.keyway.filters.settings.HeaderText;
import dev.keyway.filters.settings.NetworkSettings;
import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.settings.TraceSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Validator of settings that were read and converted, whichever source they come from. */
public final class SettingsValidator {

    private static final Pattern PROVIDER_ID = Pattern.compile("[a-z0-9][a-z0-9_.-]*");

    /** What a window brings has to be a number that can be counted. */
    private static final DataSize FASTEST = DataSize.ofGigabytes(1);

    private final SettingsReport report;

    public SettingsValidator(SettingsReport report) {
        this.report = report;
    }

    /** Reports what is wrong with what only a start can set. */
    public void validate(ProcessSettings process) {
        bounds(process.bounds());
        if (process.drain().isNegative()) {
            report.fatal("keyway.drain", "must not be negative");
        }
        network(process.network());
        if (process.traces() != null) {
            traces(process.traces());
        }
    }

    /** Reports what is wrong with a model. */
    public void validate(RuntimeModel model) {
        positive("keyway.global-timeout", model.globalTimeout());
        if (model.queueSize() < 0) {
            report.fatal("keyway.queue-size", "must not be negative");
        }
        if (!model.corsOrigins().stream().allMatch(BrowserOrigin::isGood)) {
            report.fatal("keyway.cors-origins", BrowserOrigin.RULE);
        }
        model.providers().forEach(this::provider);
    }

    /** Reports a proxy token or key that no header can carry. */
    public void headerText(String property, Secret text) {
        if (!HeaderText.carries(text.reveal())) {
            report.fatal(property, "must be text that a header can carry, without blanks and line ends; copy it again");
        }
    }

    private void bounds(Bounds bounds) {
        body("keyway.max-body", bounds.maxBody());
        body("keyway.max-audio", bounds.maxAudio());
        if (bounds.maxBodiesInFlight().compareTo(bounds.maxBody()) < 0) {
            report.fatal("keyway.max-body-in-flight", "must be at least " + report.name("keyway.max-body"));
        }
        positive("keyway.body-timeout", bounds.pace().timeout());
        DataSize rate = bounds.pace().minRate();
        if (rate.isNegative() || rate.compareTo(FASTEST) > 0) {
            report.fatal("keyway.body-min-rate", "must be a size such as 16KB, from 0 to 1GB");
        }
    }

    private void body(String property, DataSize size) {
        if (size.toBytes() <= 0 || size.toBytes() > Integer.MAX_VALUE) {
            report.fatal(property, "must be from 1 byte to 2 GiB");
        }
    }

    private void network(NetworkSettings network) {
        URI proxy = network.httpsProxy();
        if (proxy != null && !WebProxy.isAddress(proxy)) {
            report.fatal("keyway.network.https-proxy", "must be http://host:port");
        }
        DirectHosts.fault(network.noProxy()).ifPresent(fault -> report.fatal("keyway.network.no-proxy", fault));
    }

    private void traces(TraceSettings traces) {
        if (!TraceSettings.isEndpoint(traces.endpoint())) {
            report.fatal(
                    "keyway.traces.endpoint",
                    "must be an http or https address such as http://collector:4318, without user and query");
        }
        if (!TraceSettings.isRatio(traces.samplingRatio())) {
            report.fatal("keyway.traces.sampling-ratio", "must be a number from 0 to 1");
        }
    }

    private void provider(ProviderSettings provider) {
        String at = "keyway.providers." + provider.id();
        if (!PROVIDER_ID.matcher(provider.id()).matches()) {
            report.fatal(at, "a provider's id has lower-case letters, digits, '_', '-' and '.' only");
        }
        address(at + ".base-url", provider.baseUrl());
        Integer concurrency = provider.maxConcurrentPerKey();
        if (concurrency != null && concurrency < 0) {
            report.fatal(at + ".max-concurrent-requests-per-key", "must be 0 (no limit) or more");
        }
        keys(at, provider.keys());
    }

    private void keys(String at, List<ProviderKey> keys) {
        Set<Secret> seen = new HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            ProviderKey key = keys.get(i);
            String name = at + ".keys[" + i + "]";
            headerText(name + ".value", key.secret());
            if (!seen.add(key.secret())) {
                report.fatal(name + ".value", "is the same key as one before it");
            }
            address(name + ".base-url", key.resource().baseUrl());
        }
    }

    private void address(String property, @Nullable URI address) {
        if (address != null && !ProviderSettings.isBaseUrl(address)) {
            report.fatal(property, ProviderSettings.BASE_URL_RULE);
        }
    }

    private void positive(String property, Duration value) {
        if (!value.isPositive()) {
            report.fatal(property, "must be longer than zero");
        }
    }
}
