package dev.keyway.admin.config;

import dev.keyway.admin.alias.AliasView;
import dev.keyway.admin.alias.Aliases;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.provider.ProviderView;
import dev.keyway.admin.provider.Providers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Brings aliases to be as the file says, which names their targets' providers by slugs. */
@Component
final class AliasApplier {

    private final Aliases aliases;
    private final Providers providers;
    private final JsonMapper json;

    AliasApplier(Aliases aliases, Providers providers, JsonMapper json) {
        this.aliases = aliases;
        this.providers = providers;
        this.json = json;
    }

    void apply(ApplyPlan plan, @Nullable List<AliasEntry> wanted, State state) {
        if (wanted == null) {
            return;
        }
        Map<String, UUID> ids = new HashMap<>();
        for (ProviderView provider : providers.all()) {
            ids.put(provider.slug(), provider.id());
        }
        ResourcePlan<AliasView, AliasEntry> resources = resources(ids);
        plan.prune(resources, Place.ROOT, wanted, state.aliases());
        plan.apply(resources, Place.ROOT, wanted, state.aliases(), (place, id, known, entry) -> {});
    }

    private ResourcePlan<AliasView, AliasEntry> resources(Map<String, UUID> ids) {
        return new ResourcePlan<>(
                Subject.ALIAS,
                "aliases",
                AliasEntry::name,
                AliasEntry::name,
                AliasEntry::of,
                (there, wanted) -> AliasEntry.of(there).equals(wanted),
                entry -> {
                    requireProviders(entry, ids);
                    return aliases.create(entry.settings(slug -> Objects.requireNonNull(ids.get(slug))));
                },
                (before, entry) -> {
                    requireProviders(entry, ids);
                    AliasView unused = aliases.change(
                            before.id(),
                            new IfMatch(before.version()),
                            json.valueToTree(entry.settings(slug -> Objects.requireNonNull(ids.get(slug)))));
                },
                alias -> aliases.delete(alias.id()));
    }

    private static void requireProviders(AliasEntry alias, Map<String, UUID> ids) {
        List<FieldError> wrong = new ArrayList<>();
        List<AliasTargetEntry> targets = Objects.requireNonNullElse(alias.targets(), List.of());
        for (int i = 0; i < targets.size(); i++) {
            if (!ids.containsKey(targets.get(i).provider())) {
                wrong.add(new FieldError("targets[" + i + "].provider", "must be the slug of a provider"));
            }
        }
        if (!wrong.isEmpty()) {
            throw ProblemException.invalid(wrong);
        }
    }
}
