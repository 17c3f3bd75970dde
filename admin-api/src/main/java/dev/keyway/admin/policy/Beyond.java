package dev.keyway.admin.policy;

import dev.keyway.admin.problem.FieldError;
import dev.keyway.catalogue.glob.Glob;
import dev.keyway.catalogue.glob.GlobSet;
import dev.keyway.catalogue.glob.MatchSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the limits of a level that are wider than those of a level above it. */
final class Beyond {

    /** Characters read to compare the lists of models with one level: some milliseconds. */
    private static final long MOST_STEPS = 1_000_000;

    private Beyond() {}

    /** The members that are, each with what it must be to have an effect. */
    static List<FieldError> of(LimitSettings asked, LimitSettings above, Target.Level level) {
        String name = level.name().toLowerCase(Locale.ROOT);
        List<FieldError> beyond = new ArrayList<>();
        Stream.of(
                        wider("requestsPerMinute", asked.requestsPerMinute(), above.requestsPerMinute(), name),
                        wider("tokensPerMinute", asked.tokensPerMinute(), above.tokensPerMinute(), name),
                        wider("concurrentRequests", asked.concurrentRequests(), above.concurrentRequests(), name))
                .flatMap(Optional::stream)
                .forEach(beyond::add);
        if (asked.allowedModels() != null && above.allowedModels() != null) {
            beyond.addAll(models(asked.allowedModels(), above.allowedModels(), name, new MatchSteps(MOST_STEPS)));
        }
        return beyond;
    }

    /** None of them where there are too many to compare, but that. */
    static List<FieldError> models(List<String> asked, List<String> above, String level, MatchSteps steps) {
        GlobSet allowed = new GlobSet(globs(above));
        List<FieldError> beyond = globs(asked).stream()
                .filter(model -> !allowed.covers(model, steps))
                .map(model -> new FieldError(
                        "allowedModels", "must be models of the %s; '%s' is not one".formatted(level, model)))
                .toList();
        return steps.areUsedUp()
                ? List.of(new FieldError(
                        "allowedModels",
                        "has too many patterns to compare with those of the %s: use fewer, or begin them with different names"
                                .formatted(level)))
                : beyond;
    }

    private static List<Glob> globs(List<String> patterns) {
        return patterns.stream()
                .filter(pattern -> Glob.fault(pattern).isEmpty())
                .map(Glob::new)
                .toList();
    }

    private static Optional<FieldError> wider(String field, @Nullable Long asked, @Nullable Long above, String level) {
        return asked != null && above != null && asked > above
                ? Optional.of(new FieldError(field, "must be at most the %s's %d".formatted(level, above)))
                : Optional.empty();
    }
}
