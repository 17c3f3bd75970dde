package dev.keyway.admin.config;

import dev.keyway.admin.policy.KnownModels;
import dev.keyway.admin.policy.LimitSettings;
import dev.keyway.admin.policy.ModelNames;
import dev.keyway.admin.problem.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Warnings about a file, found once all of it is applied: the file may create the models that it names. */
@Component
final class FileWarnings {

    private final ModelNames names;

    FileWarnings(ModelNames names) {
        this.names = names;
    }

    void find(ApplyPlan plan, Configuration file) {
        KnownModels known = names.known();
        each("aliases", file.aliases(), Place.ROOT, (place, alias) -> plan.warn(place, of(alias, known)));
        each("tenants", file.tenants(), Place.ROOT, (place, tenant) -> {
            plan.warn(place, of(tenant.limits(), known));
            each("teams", tenant.teams(), place, (at, team) -> plan.warn(at, of(team.limits(), known)));
        });
    }

    private static List<Warning> of(AliasEntry alias, KnownModels known) {
        List<Warning> warnings = new ArrayList<>();
        known.hidden(alias.name()).ifPresent(warnings::add);
        each(
                "targets",
                alias.targets(),
                Place.ROOT,
                (place, target) -> known.target(place.member("model").path(), target.provider(), target.model())
                        .ifPresent(warnings::add));
        return warnings;
    }

    private static List<Warning> of(@Nullable LimitSettings limits, KnownModels known) {
        return limits == null || limits.allowedModels() == null
                ? List.of()
                : known.unmatched("limits.allowedModels", limits.allowedModels());
    }

    private static <E> void each(String list, @Nullable List<E> entries, Place within, Check<E> check) {
        List<E> all = Objects.requireNonNullElse(entries, List.of());
        for (int i = 0; i < all.size(); i++) {
            check.of(within.at(list, i, ""), all.get(i));
        }
    }

    @FunctionalInterface
    private interface Check<E> {

        void of(Place place, E entry);
    }
}
