package dev.keyway.filters.source.standalone;

import dev.keyway.filters.model.ProviderSettings;
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
        settings.model().providers().forEach(provider -> log.info("{}", line(provider)));
    }

    static String line(ProviderSettings provider) {
        int keys = provider.keys().size();
        String variable = "MAX_CONCURRENT_REQUESTS_PER_KEY_" + provider.id().toUpperCase(Locale.ROOT);
        Integer fixed = provider.maxConcurrentPerKey();
        String cap;
        if (fixed == null) {
            cap = "learned concurrency per key and model (%s sets a limit)".formatted(variable);
        } else if (fixed == 0) {
            cap = "unlimited concurrency per key (%s sets a limit)".formatted(variable);
        } else {
            cap = "at most %d concurrent requests per key and model (%s raises the limit, 0 removes it)"
                    .formatted(fixed, variable);
        }
        return "%s: %d key%s, %s".formatted(provider.id(), keys, keys == 1 ? "" : "s", cap);
    }
}
