package dev.keyway.admin.config;

import dev.keyway.admin.provider.AccountSettings;
import dev.keyway.admin.provider.ProviderSettings;
import dev.keyway.admin.provider.ProviderView;
import dev.keyway.admin.provider.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A provider in the file. Its keys are not in it.
 *
 * @param slug what it is known by
 * @param name none: the slug
 * @param declaration which known provider it speaks like; none: the one named by the slug, or OpenAI's API; never changed
 * @param baseUrl another origin makes its keys unusable until they are entered again
 * @param strategy none: balanced
 * @param maxInFlight calls at a time for one key and model; 0: no bound; none: as many as each key learns to take
 * @param forwardHeaders names of callers' headers that go up to it
 */
record ProviderEntry(
        String slug,
        @Nullable String name,
        @Nullable String declaration,
        @Nullable String baseUrl,
        @Nullable Strategy strategy,
        @Nullable Integer maxInFlight,
        @Nullable Duration firstByteTimeout,
        @Nullable Duration firstStreamTimeout,
        @Nullable List<String> forwardHeaders,
        @Nullable Boolean disabled,
        @Nullable List<AccountSettings> accounts,
        @Nullable List<ModelEntry> models) {

    ProviderEntry {
        name = name == null ? slug : name;
        baseUrl = Normal.url(baseUrl);
        strategy = strategy == null ? Strategy.BALANCED : strategy;
        firstByteTimeout = Normal.duration(firstByteTimeout);
        firstStreamTimeout = Normal.duration(firstStreamTimeout);
        forwardHeaders = Normal.list(forwardHeaders);
        disabled = Normal.flag(disabled);
    }

    static ProviderEntry of(ProviderView provider) {
        return new ProviderEntry(
                provider.slug(),
                provider.name(),
                provider.declaration(),
                provider.baseUrl(),
                provider.strategy(),
                provider.maxInFlight(),
                provider.firstByteTimeout(),
                provider.firstStreamTimeout(),
                provider.forwardHeaders(),
                provider.disabledAt() != null,
                null,
                null);
    }

    ProviderEntry with(
            @Nullable String spoken,
            @Nullable List<AccountSettings> itsAccounts,
            @Nullable List<ModelEntry> itsModels) {
        return new ProviderEntry(
                slug,
                name,
                spoken,
                baseUrl,
                strategy,
                maxInFlight,
                firstByteTimeout,
                firstStreamTimeout,
                forwardHeaders,
                disabled,
                itsAccounts,
                itsModels);
    }

    @SuppressWarnings("NullAway") // Whether it is there is for the constraints to say.
    ProviderSettings settings() {
        return new ProviderSettings(
                name,
                baseUrl,
                strategy,
                maxInFlight,
                firstByteTimeout,
                firstStreamTimeout,
                forwardHeaders == null
                        ? List.of()
                        : forwardHeaders.stream().filter(Objects::nonNull).toList(),
                disabled != null);
    }
}
