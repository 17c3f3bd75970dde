package dev.keyway.admin.price;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.keyway.admin.provider.ModelView;
import dev.keyway.admin.provider.Models;
import dev.keyway.admin.provider.ProviderView;
import dev.keyway.admin.provider.Providers;
import dev.keyway.catalogue.price.ModelFacts;
import dev.keyway.catalogue.price.Price;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.price.PriceCatalogue.ModelName;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The models and list prices that this release knows of. */
@Service
@Transactional
class ListPrices {

    /** What {@code source} begins with where a price came from here; such prices give way to those of a later release. */
    static final String SOURCE = "catalogue ";

    private final PriceCatalogue catalogue = PriceCatalogue.load();
    private final Prices prices;
    private final PriceQueries rows;
    private final Providers providers;
    private final Models models;
    private final Clock clock;

    ListPrices(Prices prices, PriceQueries rows, Providers providers, Models models, Clock clock) {
        this.prices = prices;
        this.rows = rows;
        this.providers = providers;
        this.models = models;
        this.clock = clock;
    }

    /**
     * What was brought.
     *
     * @param models that are new
     * @param priceLists that are new
     */
    record Loaded(int models, int priceLists) {}

    /** Brings them to a provider, by its declaration; what did not change since is left alone. */
    Loaded load(UUID provider) {
        ProviderView held = providers.hold(provider);
        Map<String, List<Price>> known = catalogue.all().stream()
                .filter(price -> price.provider().equals(held.declaration()))
                .collect(groupingBy(Price::model, TreeMap::new, toList()));
        int newModels = 0;
        int newLists = 0;
        for (Map.Entry<String, List<Price>> model : known.entrySet()) {
            boolean isNew = models.find(held.id(), model.getKey()).isEmpty();
            ModelView view = models.named(held.id(), model.getKey(), facts(held.declaration(), model.getKey()));
            newModels += isNew ? 1 : 0;
            newLists += bring(view, model.getValue());
        }
        return new Loaded(newModels, newLists);
    }

    private Optional<ModelFacts> facts(String declaration, String model) {
        return Optional.ofNullable(catalogue.known().get(new ModelName(declaration, model)));
    }

    private int bring(ModelView model, List<Price> known) {
        TreeMap<Instant, List<Price>> lists =
                known.stream().collect(groupingBy(price -> start(price.validFrom()), TreeMap::new, toList()));
        Instant now = clock.instant();
        Optional<Instant> held = rows.heldAt(model.id(), NewPriceList.STANDARD, now);
        if (held.isEmpty()) {
            lists.forEach((start, list) -> prices.add(model, terms(start), wanted(list)));
            return lists.size();
        }
        Map.Entry<Instant, List<Price>> newest = lists.floorEntry(now);
        List<PriceView> holding = prices.list(model.id(), terms(held.get()));
        if (newest == null || !holding.getFirst().source().startsWith(SOURCE) || same(holding, newest.getValue())) {
            return 0;
        }
        Instant start = newest.getKey().isAfter(held.get()) ? newest.getKey() : now;
        prices.add(model, terms(start), wanted(newest.getValue()));
        return 1;
    }

    private static boolean same(List<PriceView> holding, Collection<Price> known) {
        return holding.size() == known.size()
                && known.stream()
                        .allMatch(price -> holding.stream()
                                .anyMatch(held -> held.says(
                                        wanted(price), price.perMillion().nanos())));
    }

    private Terms terms(Instant start) {
        return new Terms(NewPriceList.STANDARD, start, SOURCE + catalogue.version());
    }

    private static Instant start(Instant validFrom) {
        return validFrom.equals(Instant.MIN) ? Instant.EPOCH : validFrom;
    }

    private static List<NewPrice> wanted(List<Price> list) {
        return list.stream().map(ListPrices::wanted).toList();
    }

    private static NewPrice wanted(Price price) {
        return new NewPrice(
                price.meter(), price.floor(), null, null, price.perMillion().dollars());
    }
}
