package dev.keyway.catalogue.price;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prices that the admin service publishes: a mistake in one list leaves out that list, and spoils no other. */
public final class PublishedPrices {

    private PublishedPrices() {}

    /**
     * The prices from which a {@link PriceCatalogue} can be made: without lists that have no price from the first token on, and
     * without second prices of the same meter, floor and hours.
     */
    public static List<Price> usable(Collection<Price> prices) {
        Set<List<Object>> whole = prices.stream()
                .filter(price -> price.floor() == 0)
                .map(PublishedPrices::list)
                .collect(toSet());
        Map<List<Object>, Price> usable = new LinkedHashMap<>();
        for (Price price : prices) {
            if (whole.contains(list(price))) {
                usable.putIfAbsent(List.of(list(price), Generation.place(price)), price);
            }
        }
        return List.copyOf(usable.values());
    }

    private static List<Object> list(Price price) {
        return List.of(price.provider(), price.model(), price.tier(), price.validFrom());
    }
}
