package dev.keyway.admin.policy;

import dev.keyway.admin.problem.Warning;
import dev.keyway.admin.problem.WarningCode;
import dev.keyway.catalogue.glob.Glob;
import dev.keyway.catalogue.glob.MatchSteps;
import dev.keyway.catalogue.name.NearName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names by which models can be called, as they are at one moment, and doubts about names that match none of them. Only
 * doubts: a provider may serve a model that nobody has entered.
 */
public final class KnownModels {

    /** In all: looking for what was meant compares a name with every one that is there. */
    private static final int MOST_HINTS = 20;

    /** Characters read to look for what patterns match: some milliseconds. */
    private static final long MOST_STEPS = 10_000_000;

    private final MatchSteps steps = new MatchSteps(MOST_STEPS);
    private final Map<String, Set<String>> ofProviders;
    private final Map<String, String> providersByModel = new HashMap<>();
    private final Set<String> callable = new HashSet<>();
    private final boolean hints;
    private int hinted;

    /**
     * @param ofProviders the models of each provider, by slug
     * @param aliases their names
     * @param hints whether to name what was probably meant
     */
    KnownModels(Map<String, Set<String>> ofProviders, Collection<String> aliases, boolean hints) {
        this.hints = hints;
        this.ofProviders = ofProviders;
        callable.addAll(aliases);
        ofProviders.forEach((slug, models) -> {
            callable.addAll(models);
            for (String model : models) {
                callable.add(slug + "/" + model);
                providersByModel.merge(
                        model.toLowerCase(Locale.ROOT), slug, (one, other) -> one.compareTo(other) <= 0 ? one : other);
            }
        });
    }

    /** About patterns of names as callers give them: {@code provider/model}, a model's own, or an alias. */
    public List<Warning> unmatched(String field, List<String> patterns) {
        return unmatched(field, patterns, callable, "model or alias");
    }

    /** About patterns of models' own names at one provider. */
    public List<Warning> unmatched(String field, List<String> patterns, String provider) {
        return unmatched(field, patterns, models(provider), "model of " + provider);
    }

    /** About a model that an alias leads to. */
    public Optional<Warning> target(String field, String provider, String model) {
        return models(provider).contains(model)
                ? Optional.empty()
                : Optional.of(unknown(field, model, "model of " + provider, hint(model, models(provider))));
    }

    /** About an alias that has the name of a model. */
    public Optional<Warning> hidden(String alias) {
        return Optional.ofNullable(providersByModel.get(alias.toLowerCase(Locale.ROOT)))
                .map(provider -> new Warning(
                        WarningCode.MODEL_HIDDEN,
                        "name",
                        "is the name of a model of %s: calls for '%s' now go to the alias; '%s/%s' still reaches the model."
                                .formatted(provider, alias, provider, alias)));
    }

    private List<Warning> unmatched(String field, List<String> patterns, Set<String> known, String kind) {
        List<Warning> warnings = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            String pattern = patterns.get(i);
            if (Glob.fault(pattern).isEmpty() && !known.contains(pattern) && matchesNone(pattern, known)) {
                warnings.add(unknown(field + "[" + i + "]", pattern, kind, hint(pattern, known)));
            }
        }
        return warnings;
    }

    /** A name without * is not that of any, since it is not there; a pattern that cannot be compared any more is not doubted. */
    private boolean matchesNone(String pattern, Set<String> known) {
        if (pattern.indexOf('*') < 0) {
            return true;
        }
        Glob glob = new Glob(pattern);
        return known.stream().noneMatch(name -> glob.matches(name, steps)) && !steps.areUsedUp();
    }

    private static Warning unknown(String field, String name, String kind, String hint) {
        return new Warning(
                WarningCode.MODEL_UNKNOWN,
                field,
                name.indexOf('*') < 0
                        ? "'%s' is not a known %s%s".formatted(name, kind, hint)
                        : "'%s' matches no known %s%s".formatted(name, kind, hint));
    }

    /** The end of a sentence; of a pattern, what comes before its slash is compared. */
    private String hint(String name, Collection<String> known) {
        if (!hints || ++hinted > MOST_HINTS) {
            return ".";
        }
        int slash = name.indexOf('/');
        Optional<String> near = name.indexOf('*') < 0
                ? NearName.of(name, known.stream())
                : slash < 0 || name.indexOf('*') < slash
                        ? Optional.empty()
                        : NearName.of(
                                        name.substring(0, slash),
                                        known.stream()
                                                .filter(one -> one.indexOf('/') > 0)
                                                .map(one -> one.substring(0, one.indexOf('/')))
                                                .distinct())
                                .map(slug -> slug + name.substring(slash));
        return near.map(meant -> "; did you mean '%s'?".formatted(meant)).orElse(".");
    }

    private Set<String> models(String provider) {
        return ofProviders.getOrDefault(provider, Set.of());
    }
}
