package dev.keyway.admin.policy;

import dev.keyway.catalogue.address.Cidr;
import dev.keyway.catalogue.address.CidrSet;
import dev.keyway.catalogue.glob.Glob;
import dev.keyway.catalogue.glob.GlobSet;
import dev.keyway.catalogue.glob.MatchSteps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the lists of all levels allow together.
 *
 * @param models patterns; null: every model
 * @param combined whether the models are those of all levels; if not, they are those of the first level that has a list
 * @param ofLevels the lists of models of each level that has one
 * @param addresses networks; null: every address
 */
record Allowed(
        @Nullable List<String> models,
        boolean combined,
        List<List<String>> ofLevels,
        @Nullable List<String> addresses) {

    /** Characters read to combine the lists of models: some milliseconds. */
    static final long MOST_STEPS = 1_000_000;

    static Allowed by(Collection<LimitView> levels) {
        return by(levels, new MatchSteps(MOST_STEPS));
    }

    static Allowed by(Collection<LimitView> levels, MatchSteps steps) {
        List<List<String>> ofLevels = levels.stream()
                .map(LimitView::allowedModels)
                .filter(Objects::nonNull)
                .toList();
        List<String> models =
                ofLevels.stream().reduce((a, b) -> bothModels(a, b, steps)).orElse(null);
        return new Allowed(
                steps.areUsedUp() ? ofLevels.getFirst() : models,
                !steps.areUsedUp(),
                ofLevels,
                levels.stream()
                        .map(LimitView::allowedAddresses)
                        .filter(Objects::nonNull)
                        .reduce(Allowed::bothAddresses)
                        .orElse(null));
    }

    /**
     * Why no call, or none for a model, is let through.
     *
     * @param anyKnown whether one of some patterns can name something that is there
     * @param model asked about; null: any
     */
    List<EffectivePolicy.Refusal> refusals(Predicate<List<String>> anyKnown, @Nullable String model) {
        List<EffectivePolicy.Refusal> refusals = new ArrayList<>();
        if (addresses != null && addresses.isEmpty()) {
            refusals.add(new EffectivePolicy.Refusal("address_not_allowed", "No address is allowed."));
        }
        if (models != null && (models.isEmpty() || ofLevels.stream().anyMatch(List::isEmpty))) {
            refusals.add(new EffectivePolicy.Refusal("model_not_allowed", "No model is allowed."));
        } else if (models != null && !anyKnown.test(models)) {
            refusals.add(new EffectivePolicy.Refusal(
                    "model_not_found", "None of the allowed models exists: " + String.join(", ", models) + "."));
        } else if (model != null && !allows(model)) {
            refusals.add(new EffectivePolicy.Refusal("model_not_allowed", "'" + model + "' is not allowed."));
        } else if (model != null && !anyKnown.test(List.of(model))) {
            refusals.add(new EffectivePolicy.Refusal("model_not_found", "'" + model + "' does not exist."));
        }
        return refusals;
    }

    private boolean allows(String model) {
        return ofLevels.stream()
                .allMatch(patterns -> patterns.stream().anyMatch(pattern -> new Glob(pattern).matches(model)));
    }

    private static List<String> bothModels(List<String> a, List<String> b, MatchSteps steps) {
        List<Glob> ones = a.stream().map(Glob::new).toList();
        List<Glob> others = b.stream().map(Glob::new).toList();
        GlobSet one = new GlobSet(ones);
        GlobSet other = new GlobSet(others);
        return within(ones, glob -> other.covers(glob, steps), others, glob -> one.covers(glob, steps));
    }

    private static List<String> bothAddresses(List<String> a, List<String> b) {
        List<Cidr> ones = a.stream().map(Cidr::of).toList();
        List<Cidr> others = b.stream().map(Cidr::of).toList();
        return within(ones, new CidrSet(others)::covers, others, new CidrSet(ones)::covers);
    }

    /** The entries of two lists that lie within one of the other list. */
    private static <T> List<String> within(List<T> a, Predicate<T> inB, List<T> b, Predicate<T> inA) {
        return Stream.concat(a.stream().filter(inB), b.stream().filter(inA))
                .map(Object::toString)
                .distinct()
                .toList();
    }
}
