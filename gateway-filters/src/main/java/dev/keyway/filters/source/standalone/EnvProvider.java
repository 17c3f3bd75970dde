package dev.keyway.filters.source.standalone;

import dev.keyway.catalogue.glob.Glob;
import dev.keyway.env.KeyEntry;
import dev.keyway.env.ProviderEntry;
import dev.keyway.env.Variables;
import dev.keyway.filters.model.FirstByteTimeout;
import dev.keyway.filters.model.FirstByteTimeouts;
import dev.keyway.filters.model.ModelFilter;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.Resource;
import dev.keyway.filters.model.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Provider of a {@code .env} file as the gateway serves it. */
final class EnvProvider {

    private final ProviderEntry entry;
    private final Variables variables;
    private final VariableReport report;

    /** @param report learns which variable sets which property */
    EnvProvider(ProviderEntry entry, Variables variables, VariableReport report) {
        this.entry = entry;
        this.variables = variables;
        this.report = report;
    }

    /** The provider's settings; none if it has no usable key or no address. */
    Optional<ProviderSettings> settings(FirstByteTimeouts timeouts) {
        String base = entry.name() + "_API_BASE";
        report.set("keyway.providers." + entry.id() + ".base-url", base);
        if (!entry.isUsable()) {
            entry.base()
                    .filter(address -> !ProviderSettings.isBaseUrl(address))
                    .ifPresent(address -> variables.fatal(base, ProviderSettings.BASE_URL_RULE));
            return Optional.empty();
        }
        return Optional.of(new ProviderSettings(
                entry.id(),
                entry.base().orElse(null),
                entry.version(),
                keys(),
                entry.models(),
                new ModelFilter(entry.ignored(), entry.allowed()),
                entry.cap(),
                Strategy.valueOf(entry.rotation().toUpperCase(Locale.ROOT)),
                firstByte(timeouts)));
    }

    private List<ProviderKey> keys() {
        List<ProviderKey> keys = new ArrayList<>();
        for (KeyEntry key : entry.keys()) {
            String property = "keyway.providers." + entry.id() + ".keys[" + keys.size() + "]";
            report.set(property + ".value", key.variable());
            report.set(property + ".base-url", key.variable() + "_BASE");
            ProviderKey made = ProviderKey.of(key.secret()).of(new Resource(key.base(), key.deployments()));
            String account = key.account();
            keys.add(account == null ? made : made.inAccount(account));
        }
        return keys;
    }

    private FirstByteTimeouts firstByte(FirstByteTimeouts everywhere) {
        FirstByteTimeout own = new FirstByteTimeout(
                variables.duration("FIRST_BYTE_TIMEOUT_" + entry.name()).orElse(null),
                variables.duration("FIRST_BYTE_TIMEOUT_STREAM_" + entry.name()).orElse(null));
        String prefix = entry.id() + "/";
        Map<Glob, FirstByteTimeout> models = new LinkedHashMap<>();
        everywhere.models().forEach((pattern, timeout) -> {
            String text = pattern.toString();
            if (text.startsWith(prefix)) {
                models.put(new Glob(text.substring(prefix.length())), timeout);
            }
        });
        return new FirstByteTimeouts(own.orElse(everywhere.general()), models, everywhere.gap());
    }
}
