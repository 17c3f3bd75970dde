package dev.keyway.admin.policy;

import dev.keyway.catalogue.glob.Glob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * What the lists of all levels allow together.
 *
 * @param models patterns; null: every model
 * @param addresses networks; null: every address
 */
record Allowed(@Nullable List<String> models, @Nullable List<String> addresses) {

    static Allowed by(Collection<LimitView> levels) {
        return new Allowed(
                merged(levels, LimitView::allowedModels, (outer, inner) -> new Glob(outer).covers(new Glob(inner))),
                merged(levels, LimitView::allowedAddresses, Allowed::contains));
    }

    /**
     * Why no call, or none for a model, is let through.
     *
     * @param known whether a pattern can name something that is there
     * @param model asked about; null: any
     */
    List<EffectivePolicy.Refusal> refusals(Predicate<String> known, @Nullable String model) {
        List<EffectivePolicy.Refusal> refusals = new ArrayList<>();
        if (addresses != null && addresses.isEmpty()) {
            refusals.add(new EffectivePolicy.Refusal("address_not_allowed", "No address is allowed."));
        }
        if (models != null && models.isEmpty()) {
            refusals.add(new EffectivePolicy.Refusal("model_not_allowed", "No model is allowed."));
        } else if (models != null && models.stream().noneMatch(known)) {
            refusals.add(new EffectivePolicy.Refusal(
                    "model_not_found", "None of the allowed models exists: " + String.join(", ", models) + "."));
        } else if (model != null
                && models != null
                && models.stream().noneMatch(pattern -> new Glob(pattern).matches(model))) {
            refusals.add(new EffectivePolicy.Refusal("model_not_allowed", "'" + model + "' is not allowed."));
        } else if (model != null && !known.test(model)) {
            refusals.add(new EffectivePolicy.Refusal("model_not_found", "'" + model + "' does not exist."));
        }
        return refusals;
    }

    /** Of each two lists the entries that lie within one of the other list. */
    private static @Nullable List<String> merged(
            Collection<LimitView> levels,
            Function<LimitView, @Nullable List<String>> list,
            BiPredicate<String, String> covers) {
        return levels.stream()
                .map(list)
                .filter(Objects::nonNull)
                .reduce((a, b) -> {
                    LinkedHashSet<String> both = new LinkedHashSet<>();
                    a.stream()
                            .filter(one -> b.stream().anyMatch(other -> covers.test(other, one)))
                            .forEach(both::add);
                    b.stream()
                            .filter(one -> a.stream().anyMatch(other -> covers.test(other, one)))
                            .forEach(both::add);
                    return List.copyOf(both);
                })
                .orElse(null);
    }

    private static boolean contains(String outer, String inner) {
        int slash = inner.indexOf('/');
        return new IpAddressMatcher(outer).matches(slash < 0 ? inner : inner.substring(0, slash))
                && prefix(outer) <= prefix(inner);
    }

    private static int prefix(String network) {
        int slash = network.indexOf('/');
        return slash < 0 ? Integer.MAX_VALUE : Integer.parseInt(network.substring(slash + 1));
    }
}
