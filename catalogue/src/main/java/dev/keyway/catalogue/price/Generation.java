package dev.keyway.catalogue.price;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.minBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The prices of a model and tier that came in together and replace all earlier ones.
 *
 * @param list what costs name as their price list
 * @param parts of the day, in the order of the day, in each of which the prices stay the same; the first begins at midnight
 */
record Generation(String list, Instant validFrom, List<DayPart> parts) {

    Generation {
        parts = List.copyOf(parts);
    }

    /** @param byFallingFloor prices that hold in this part; the last one is not always for small prompts */
    record DayPart(LocalTime from, List<Tariff> byFallingFloor) {

        DayPart {
            byFallingFloor = List.copyOf(byFallingFloor);
        }

        @Nullable
        Tariff forPrompt(long tokens) {
            for (Tariff tariff : byFallingFloor) {
                if (tokens >= tariff.floor()) {
                    return tariff;
                }
            }
            return null;
        }
    }

    /** @throws IllegalArgumentException if a price is given twice, or there is none for small prompts */
    static Generation of(PriceCatalogue.ModelName name, String list, Instant validFrom, Collection<Price> prices) {
        long lowest = prices.stream().mapToLong(Price::floor).min().orElse(0);
        if (lowest != 0) {
            throw new IllegalArgumentException(name + " has no price for prompts below " + lowest + " tokens");
        }
        Set<List<Object>> given = new HashSet<>();
        for (Price price : prices) {
            if (!given.add(place(price))) {
                throw new IllegalArgumentException(name + " has two prices for one meter, floor and start");
            }
        }
        List<DayPart> parts = Stream.concat(
                        Stream.of(LocalTime.MIDNIGHT),
                        prices.stream()
                                .map(Price::hours)
                                .filter(hours -> !hours.isAllDay())
                                .flatMap(hours -> Stream.of(hours.from(), hours.to())))
                .distinct()
                .sorted()
                .map(from -> new DayPart(from, tariffs(prices, from)))
                .toList();
        return new Generation(list, validFrom, parts);
    }

    /** What only one price of a generation may have. */
    static List<Object> place(Price price) {
        return List.of(
                price.meter(),
                price.floor(),
                price.hours().isAllDay() ? Hours.ALL_DAY.from() : price.hours().from(),
                price.hours().isAllDay());
    }

    private static List<Tariff> tariffs(Collection<Price> prices, LocalTime time) {
        return prices.stream()
                .filter(price -> price.hours().contains(time))
                .collect(groupingBy(Price::floor))
                .entrySet()
                .stream()
                .map(floor -> new Tariff(floor.getKey(), byMeter(floor.getValue(), time)))
                .sorted(comparingLong(Tariff::floor).reversed())
                .toList();
    }

    /** Of several prices of a meter, the one whose hours began last; one that holds all day gives way to all others. */
    private static Map<Meter, NanoDollars> byMeter(List<Price> prices, LocalTime time) {
        Comparator<Price> order = comparing((Price price) -> price.hours().isAllDay())
                .thenComparingLong(price -> price.hours().since(time));
        return prices.stream()
                .collect(groupingBy(
                        Price::meter,
                        () -> new EnumMap<>(Meter.class),
                        collectingAndThen(
                                minBy(order), price -> price.orElseThrow().perMillion())));
    }

    /** The prices for a prompt of so many tokens, at a moment; empty if none of them holds then. */
    Optional<Tariff> tariff(long promptTokens, Instant at) {
        return Optional.ofNullable(part(at).forPrompt(promptTokens));
    }

    /** All its prices, whatever the prompt and the hour. */
    Stream<Tariff> tariffs() {
        return parts.stream().flatMap(part -> part.byFallingFloor().stream());
    }

    private DayPart part(Instant at) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        LocalTime time = LocalTime.ofInstant(at, ZoneOffset.UTC);
        DayPart found = parts.getFirst();
        for (DayPart part : parts) {
            if (!time.isBefore(part.from())) {
                found = part;
            }
        }
        return found;
    }
}
