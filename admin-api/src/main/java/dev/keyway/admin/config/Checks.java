package dev.keyway.admin.config;

import dev.keyway.admin.policy.LimitSettings;
import dev.keyway.admin.policy.NewBudget;
import dev.keyway.admin.price.NewPriceList;
import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.provider.NewProvider;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks of a file by itself: each entry meets the constraints of its own endpoint, and is there once. */
final class Checks {

    private static final UUID SOME = new UUID(0, 0);

    private final Validator validator;
    private final Faults faults;

    Checks(Validator validator, Faults faults) {
        this.validator = validator;
        this.faults = faults;
    }

    void all(Configuration file) {
        if (file.format() != null && file.format() != Configuration.FORMAT) {
            faults.add("format", "must be " + Configuration.FORMAT);
        }
        each(Place.ROOT, "providers", file.providers(), "slug", ProviderEntry::slug, this::provider);
        each(Place.ROOT, "aliases", file.aliases(), "name", AliasEntry::name, this::alias);
        each(Place.ROOT, "tenants", file.tenants(), "name", tenant -> Keys.name(tenant.name()), this::tenant);
        channels(Place.ROOT, file.alertChannels());
    }

    @SuppressWarnings("NullAway") // What is missing is for the constraints to say.
    private void provider(Place place, ProviderEntry provider) {
        check(
                place,
                new NewProvider(
                        provider.slug(),
                        provider.name(),
                        provider.declaration(),
                        provider.baseUrl(),
                        provider.strategy(),
                        provider.maxInFlight()));
        check(place, provider.settings());
        each(place, "accounts", provider.accounts(), "name", account -> Keys.name(account.name()), this::check);
        each(place, "models", provider.models(), "name", ModelEntry::name, this::model);
    }

    private void model(Place place, ModelEntry model) {
        check(place, model.settings());
        each(place, "priceLists", model.priceLists(), "validFrom", Checks::priceKey, (at, prices) -> {
            check(at, prices);
            if (prices.validFrom() == null) {
                faults.add(Place.join(at.path(), "validFrom"), "must be given: a file does not say when it is read");
            }
        });
    }

    private static @Nullable String priceKey(NewPriceList prices) {
        return prices.validFrom() == null ? null : Keys.priceList(prices);
    }

    private void alias(Place place, AliasEntry alias) {
        check(place, alias.settings(slug -> SOME));
        each(place, "targets", alias.targets(), "provider", target -> null, (at, target) -> {
            if (target.provider() == null) {
                faults.add(Place.join(at.path(), "provider"), "must not be null");
            }
        });
    }

    private void tenant(Place place, TenantEntry tenant) {
        check(place, tenant.settings());
        policies(place, tenant.limits(), tenant.budgets());
        channels(place, tenant.alertChannels());
        each(place, "teams", tenant.teams(), "name", team -> Keys.name(team.name()), (at, team) -> {
            check(at, team.settings());
            policies(at, team.limits(), team.budgets());
        });
    }

    private void policies(Place place, @Nullable LimitSettings limits, @Nullable List<NewBudget> budgets) {
        if (limits != null) {
            check(place.member("limits"), limits);
        }
        each(
                place,
                "budgets",
                budgets,
                "period",
                budget -> budget.period() == null ? null : budget.period().name(),
                this::check);
    }

    private void channels(Place place, @Nullable List<ChannelEntry> channels) {
        each(
                place,
                "alertChannels",
                channels,
                "name",
                channel -> Keys.name(channel.name()),
                (at, channel) -> check(
                        at,
                        channel.tellsTarget()
                                ? channel.settings()
                                : channel.at("…").settings()));
    }

    /** @param key what it must be the only one of; null: missing, which is reported elsewhere */
    private <E> void each(
            Place place,
            String list,
            @Nullable List<E> entries,
            String member,
            Function<E, @Nullable String> key,
            BiConsumer<Place, E> check) {
        if (entries == null) {
            return;
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            E entry = entries.get(i);
            if (entry == null) {
                continue;
            }
            Place at = place.at(list, i, "");
            check.accept(at, entry);
            String known = key.apply(entry);
            Integer before = known == null ? null : seen.putIfAbsent(known, i);
            if (before != null) {
                faults.add(
                        Place.join(at.path(), member),
                        "must not be there twice; it is that of %s[%d] too"
                                .formatted(Place.join(place.path(), list), before));
            }
        }
    }

    private <T> void check(Place place, T settings) {
        validator.validate(settings).stream()
                .map(FieldError::of)
                .sorted(Comparator.comparing(FieldError::field))
                .forEach(broken -> faults.add(Place.join(place.path(), broken.field()), broken.message()));
    }
}
