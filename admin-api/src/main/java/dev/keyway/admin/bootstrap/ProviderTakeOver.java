package dev.keyway.admin.bootstrap;

import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.provider.ModelView;
import dev.keyway.admin.provider.Models;
import dev.keyway.admin.provider.ProviderSettings;
import dev.keyway.admin.provider.ProviderView;
import dev.keyway.admin.provider.Providers;
import dev.keyway.admin.provider.Strategy;
import dev.keyway.admin.providerkey.ProviderKeys;
import dev.keyway.catalogue.glob.Glob;
import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.contract.bootstrap.BootstrapKey;
import dev.keyway.contract.bootstrap.BootstrapProvider;
import dev.keyway.contract.bootstrap.BootstrapProvider.Use;
import dev.keyway.contract.bootstrap.Bootstrapped.Outcome;
import dev.keyway.contract.bootstrap.Bootstrapped.Result;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Takes over a provider: its settings with its first key, its keys once each. */
@Component
class ProviderTakeOver {

    private final Providers providers;
    private final Models models;
    private final ProviderKeys keys;
    private final JsonMapper json;

    ProviderTakeOver(Providers providers, Models models, ProviderKeys keys, JsonMapper json) {
        this.providers = providers;
        this.models = models;
        this.keys = keys;
        this.json = json;
    }

    /** @param sameInstallation whether the earlier imports went to this installation */
    List<Outcome> apply(BootstrapProvider request, boolean sameInstallation) {
        List<BootstrapKey> fresh = request.keys().stream()
                .filter(key -> !key.taken() || !sameInstallation)
                .toList();
        Optional<ProviderView> known = providers.find(request.slug());
        try {
            ProviderView provider = known.map(there -> settings(there, request, fresh))
                    .orElseGet(() -> fresh.isEmpty() ? null : create(request));
            return request.keys().stream()
                    .map(key -> key(provider, key, fresh.contains(key), request))
                    .toList();
        } catch (ProblemException refused) {
            return request.keys().stream()
                    .map(key -> new Outcome(key.variable(), Result.REFUSED, refused.getMessage()))
                    .toList();
        }
    }

    private ProviderView create(BootstrapProvider request) {
        ProviderView made = providers.create(
                request.slug(),
                null,
                new ProviderSettings(
                        request.slug(),
                        baseUrl(request),
                        Strategy.valueOf(request.rotation().toUpperCase(Locale.ROOT)),
                        request.maxInFlight(),
                        duration(request.firstByteMillis()),
                        duration(request.firstStreamMillis()),
                        List.of(),
                        false));
        filter(made, request);
        return made;
    }

    private static String baseUrl(BootstrapProvider request) {
        String given = request.baseUrl();
        return given != null
                ? given
                : new KnownProviders()
                        .find(request.slug())
                        .map(known -> known.baseUrl().toString())
                        .orElse("");
    }

    private ProviderView settings(ProviderView there, BootstrapProvider request, List<BootstrapKey> fresh) {
        Map<String, Object> patch = new LinkedHashMap<>();
        if (request.use() == Use.FAKE_STOPPED) {
            patch.put("disabled", true);
        } else if (request.use() == Use.FAKE) {
            patch.put("disabled", false);
            patch.put("baseUrl", request.baseUrl());
        } else if (!fresh.isEmpty() && fresh.size() == request.keys().size() && !keys.haveAny(there.id())) {
            patch.put("strategy", request.rotation().toUpperCase(Locale.ROOT));
            patch.put("baseUrl", request.baseUrl());
            patch.put("maxInFlight", request.maxInFlight());
            patch.put("firstByteTimeout", duration(request.firstByteMillis()));
            patch.put("firstStreamTimeout", duration(request.firstStreamMillis()));
            patch.values().removeIf(value -> value == null);
            filter(there, request);
        }
        return patch.isEmpty() ? there : providers.change(there.id(), IfMatch.ANY, json.valueToTree(patch));
    }

    /** Models to offer, and of those that are known the ones that may not be used. */
    private void filter(ProviderView provider, BootstrapProvider request) {
        request.models().forEach(name -> models.named(provider.id(), name));
        List<Glob> ignored = request.ignored().stream().map(Glob::new).toList();
        List<Glob> allowed = request.allowed().stream().map(Glob::new).toList();
        request.ignored().stream()
                .filter(name -> !name.contains("*"))
                .forEach(name -> models.named(provider.id(), name));
        for (String name : models.names(provider.id())) {
            if (matches(ignored, name) && !matches(allowed, name)) {
                ModelView model = models.named(provider.id(), name);
                ModelView unused = models.change(
                        provider.id(), model.id(), IfMatch.ANY, json.valueToTree(Map.of("disabled", true)));
            }
        }
    }

    private Outcome key(@Nullable ProviderView provider, BootstrapKey key, boolean fresh, BootstrapProvider request) {
        if (provider == null) {
            return new Outcome(key.variable(), Result.DELETED, null);
        }
        if (!fresh && !keys.has(provider.id(), key.secret())) {
            return new Outcome(key.variable(), Result.DELETED, null);
        }
        if (!fresh && request.use() == Use.CONFIGURED) {
            return new Outcome(key.variable(), Result.PRESENT, null);
        }
        // Beside patterns of models to ignore, those of the allowed ones are their exceptions, not a limit.
        List<String> limit = request.ignored().isEmpty() ? request.allowed() : List.of();
        boolean made = keys.takeOver(provider.id(), key.secret(), key.account(), limit);
        return new Outcome(key.variable(), made ? Result.CREATED : Result.PRESENT, null);
    }

    private static boolean matches(List<Glob> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }

    private static @Nullable Duration duration(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
