package dev.keyway.admin.policy;

import dev.keyway.admin.problem.FieldError;
import dev.keyway.catalogue.glob.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the limits of a level that are wider than those of a level above it. */
final class Beyond {

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
            List<Glob> allowed = globs(above.allowedModels());
            for (Glob model : globs(asked.allowedModels())) {
                if (allowed.stream().noneMatch(wider -> wider.covers(model))) {
                    beyond.add(new FieldError(
                            "allowedModels", "must be models of the %s; '%s' is not one".formatted(name, model)));
                }
            }
        }
        return beyond;
    }

    static List<Glob> globs(List<String> patterns) {
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
