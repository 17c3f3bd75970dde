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

/** Finds what a file says that is probably not meant, once all of it is applied: the file may bring the models it names. */
@Component
final class Doubts {

    private final ModelNames names;

    Doubts(ModelNames names) {
        this.names = names;
    }

    void find(Work work, Configuration file) {
        KnownModels known = names.known();
        each("aliases", file.aliases(), Place.ROOT, (place, alias) -> work.warn(place, of(alias, known)));
        each("tenants", file.tenants(), Place.ROOT, (place, tenant) -> {
            work.warn(place, of(tenant.limits(), known));
            each("teams", tenant.teams(), place, (at, team) -> work.warn(at, of(team.limits(), known)));
        });
    }

    private static List<Warning> of(AliasEntry alias, KnownModels known) {
        List<Warning> doubts = new ArrayList<>();
        known.hidden(alias.name()).ifPresent(doubts::add);
        each(
                "targets",
                alias.targets(),
                Place.ROOT,
                (place, target) -> known.target(place.member("model").path(), target.provider(), target.model())
                        .ifPresent(doubts::add));
        return doubts;
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
