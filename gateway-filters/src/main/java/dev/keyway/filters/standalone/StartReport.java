package dev.keyway.filters.standalone;

import dev.keyway.filters.settings.ProviderSettings;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Says at start what was configured, one line per provider, and what is odd about it. */
final class StartReport implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(StartReport.class);

    private final StandaloneSettings settings;

    StartReport(StandaloneSettings settings) {
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        settings.warnings().forEach(problem -> log.warn("{}", problem.line()));
        settings.gateway().providers().forEach(provider -> log.info("{}", line(provider)));
    }

    static String line(ProviderSettings provider) {
        int keys = provider.keys().size();
        String variable = "MAX_CONCURRENT_REQUESTS_PER_KEY_" + provider.id().toUpperCase(Locale.ROOT);
        Integer fixed = provider.maxConcurrentPerKey();
        String cap;
        if (fixed == null) {
            cap = "as many calls at once per key and model as it takes (%s sets a bound)".formatted(variable);
        } else if (fixed == 0) {
            cap = "any number of calls at once per key (%s sets a bound)".formatted(variable);
        } else {
            cap = "at most %d at once per key and model (%s raises it, 0 lifts it)".formatted(fixed, variable);
        }
        return "%s: %d key%s, %s".formatted(provider.id(), keys, keys == 1 ? "" : "s", cap);
    }
}
