package dev.keyway.admin.config;

import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.provider.AccountSettings;
import dev.keyway.admin.provider.AccountView;
import dev.keyway.admin.provider.Accounts;
import dev.keyway.admin.provider.ModelView;
import dev.keyway.admin.provider.Models;
import dev.keyway.admin.provider.ProviderView;
import dev.keyway.admin.provider.Providers;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Brings providers, their accounts and their models to be as the file says. */
@Component
final class ProviderApplier {

    private final Providers providers;
    private final Accounts accounts;
    private final Models models;
    private final PriceApplier prices;
    private final JsonMapper json;

    ProviderApplier(Providers providers, Accounts accounts, Models models, PriceApplier prices, JsonMapper json) {
        this.providers = providers;
        this.accounts = accounts;
        this.models = models;
        this.prices = prices;
        this.json = json;
    }

    void apply(ApplyPlan plan, @Nullable List<ProviderEntry> wanted, State state) {
        plan.apply(resources(), Place.ROOT, wanted, state.providers(), (place, id, known, entry) -> {
            if (known != null) {
                plan.warn(place, providers.warningsSince(known));
            }
            applyWithin(plan, place, id, entry, state);
            plan.settle(place);
        });
    }

    /** After the aliases: what they lead to cannot be deleted. */
    void prune(ApplyPlan plan, @Nullable List<ProviderEntry> wanted, State state) {
        plan.prune(resources(), Place.ROOT, wanted, state.providers());
    }

    private void applyWithin(ApplyPlan plan, Place place, UUID id, ProviderEntry entry, State state) {
        ResourcePlan<AccountView, AccountSettings> account = account(id);
        List<AccountView> accountsThere = state.accounts().getOrDefault(id, List.of());
        plan.apply(account, place, entry.accounts(), accountsThere, (at, made, known, wanted) -> {});
        plan.prune(account, place, entry.accounts(), accountsThere);
        ResourcePlan<ModelView, ModelEntry> model = model(id);
        List<ModelView> modelsThere = state.models().getOrDefault(id, List.of());
        plan.apply(
                model,
                place,
                entry.models(),
                modelsThere,
                (at, made, known, wanted) -> prices.apply(
                        plan, at, id, made, wanted.priceLists(), state.prices().getOrDefault(made, List.of())));
        plan.prune(model, place, entry.models(), modelsThere);
    }

    private ResourcePlan<ProviderView, ProviderEntry> resources() {
        return new ResourcePlan<>(
                Subject.PROVIDER,
                "providers",
                ProviderEntry::slug,
                ProviderEntry::slug,
                ProviderEntry::of,
                (there, wanted) -> ProviderEntry.of(there)
                        .equals(wanted.with(
                                Objects.requireNonNullElse(wanted.declaration(), there.declaration()), null, null)),
                entry -> providers.create(entry.slug(), entry.declaration(), entry.settings()),
                this::change,
                provider -> providers.delete(provider.id()));
    }

    private void change(ProviderView before, ProviderEntry entry) {
        if (entry.declaration() != null && !entry.declaration().equals(before.declaration())) {
            throw ProblemException.invalid(
                    "declaration",
                    "must remain %s: delete the provider, and create another".formatted(before.declaration()));
        }
        ProviderView unused =
                providers.change(before.id(), new IfMatch(before.version()), json.valueToTree(entry.settings()));
    }

    private ResourcePlan<AccountView, AccountSettings> account(UUID provider) {
        return new ResourcePlan<>(
                Subject.PROVIDER_ACCOUNT,
                "accounts",
                account -> Keys.name(account.name()),
                AccountSettings::name,
                Export::account,
                (there, wanted) -> Export.account(there).equals(wanted),
                entry -> accounts.create(provider, entry),
                (before, entry) -> {
                    AccountView unused = accounts.change(
                            provider, before.id(), new IfMatch(before.version()), json.valueToTree(entry));
                },
                account -> accounts.delete(provider, account.id()));
    }

    private ResourcePlan<ModelView, ModelEntry> model(UUID provider) {
        return new ResourcePlan<>(
                Subject.MODEL,
                "models",
                ModelEntry::name,
                ModelEntry::name,
                ModelEntry::of,
                (there, wanted) -> ModelEntry.of(there).equals(wanted.own()),
                entry -> models.create(provider, entry.settings()),
                (before, entry) -> {
                    ModelView unused = models.change(
                            provider, before.id(), new IfMatch(before.version()), json.valueToTree(entry.settings()));
                },
                model -> models.delete(provider, model.id()));
    }
}
