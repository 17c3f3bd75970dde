package dev.keyway.filters.source.managed.compile;

import dev.keyway.catalogue.price.Hours;
import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.ModelFacts;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.price.Price;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.price.PriceCatalogue.ModelName;
import dev.keyway.catalogue.price.PublishedPrices;
import dev.keyway.contract.config.Model;
import dev.keyway.contract.config.Provider;
import dev.keyway.contract.usage.PriceListId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Compiler of prices. Each cost names the {@link PriceListId} of its model. */
final class PriceCompiler {

    /** Version of the catalogue; costs name lists of single models instead. */
    static final String VERSION = "admin";

    private final HeldConfiguration held;

    PriceCompiler(HeldConfiguration held) {
        this.held = held;
    }

    /** The prices and facts of all models. */
    PriceCatalogue catalogue() {
        Map<ModelName, UUID> ids = new HashMap<>();
        Map<ModelName, ModelFacts> facts = new HashMap<>();
        List<Price> prices = new ArrayList<>();
        for (Model model : held.models.all()) {
            Provider provider = held.providers.get(model.providerId());
            if (provider != null) {
                ModelName name = new ModelName(provider.slug().toLowerCase(Locale.ROOT), model.name());
                ids.put(name, model.id());
                facts(model).ifPresent(known -> facts.put(name, known));
                prices.addAll(prices(model, name));
            }
        }
        return new PriceCatalogue(VERSION, (name, from) -> list(ids, name, from), prices, facts);
    }

    private static String list(Map<ModelName, UUID> ids, ModelName name, Instant from) {
        return new PriceListId(Objects.requireNonNull(ids.get(name)), from).toString();
    }

    private List<Price> prices(Model model, ModelName name) {
        List<Price> prices = new ArrayList<>();
        for (dev.keyway.contract.config.Price price : held.prices.of(model.id())) {
            Optional<Meter> meter = meter(price.meter());
            if (meter.isPresent() && price.nanos() >= 0 && price.promptFloor() >= 0) {
                prices.add(new Price(
                        name.provider(),
                        name.model(),
                        meter.get(),
                        price.tier(),
                        price.promptFloor(),
                        Hours.between(price.hoursFrom(), price.hoursTo()),
                        price.validFrom(),
                        new NanoDollars(price.nanos())));
            }
        }
        return PublishedPrices.usable(prices);
    }

    private static Optional<Meter> meter(String name) {
        for (Meter meter : Meter.values()) {
            if (meter.column().equals(name)) {
                return Optional.of(meter);
            }
        }
        return Optional.empty();
    }

    private static Optional<ModelFacts> facts(Model model) {
        Integer context = model.contextWindow();
        Integer output = model.maxOutput();
        return context == null && output == null && !model.unpricedAllowed()
                ? Optional.empty()
                : Optional.of(new ModelFacts(
                        context == null ? 0 : context, output == null ? 0 : output, model.unpricedAllowed()));
    }
}
