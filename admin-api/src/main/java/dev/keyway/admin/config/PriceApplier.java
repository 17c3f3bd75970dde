package dev.keyway.admin.config;

import dev.keyway.admin.change.Subject;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.price.NewPrice;
import dev.keyway.admin.price.NewPriceList;
import dev.keyway.admin.price.PriceListView;
import dev.keyway.admin.price.Prices;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Clock;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds the price lists that are new; withdraws those that do not hold yet. What has held is history, and stays. */
@Component
final class PriceApplier {

    private final Prices prices;
    private final Clock clock;

    PriceApplier(Prices prices, Clock clock) {
        this.prices = prices;
        this.clock = clock;
    }

    void apply(
            ApplyPlan plan,
            Place place,
            UUID provider,
            UUID model,
            @Nullable List<NewPriceList> wanted,
            List<PriceListView> there) {
        ResourcePlan<PriceListView, NewPriceList> resources = resources(provider, model);
        plan.apply(resources, place, wanted, there, (at, id, known, entry) -> {});
        plan.prune(
                resources,
                place,
                wanted,
                there.stream()
                        .filter(list -> list.validFrom().isAfter(clock.instant()))
                        .toList());
    }

    private ResourcePlan<PriceListView, NewPriceList> resources(UUID provider, UUID model) {
        return new ResourcePlan<>(
                Subject.PRICE,
                "priceLists",
                Keys::priceList,
                Keys::priceList,
                Export::prices,
                (there, wanted) -> saysTheSame(Export.prices(there), wanted),
                entry -> prices.create(provider, model, entry),
                (before, entry) -> {
                    throw ProblemException.of(
                            ErrorCode.CONFLICT,
                            "There is another list of this tier with this validFrom; add a list with a later validFrom.");
                },
                list -> prices.delete(provider, model, list.id()));
    }

    private static boolean saysTheSame(NewPriceList there, NewPriceList wanted) {
        return Objects.requireNonNullElse(there.source(), "").equals(Objects.requireNonNullElse(wanted.source(), ""))
                && there.prices().size() == wanted.prices().size()
                && said(there).equals(said(wanted));
    }

    private static Set<Said> said(NewPriceList list) {
        return list.prices().stream().map(Said::of).collect(Collectors.toCollection(HashSet::new));
    }

    /** A price, to the nano-dollar. */
    private record Said(
            Object meter,
            long promptFloor,
            @Nullable LocalTime from,
            @Nullable LocalTime to,
            long nanos) {

        static Said of(NewPrice price) {
            return new Said(
                    price.meter(),
                    price.promptFloor(),
                    price.hoursFrom(),
                    price.hoursTo(),
                    Money.nanos("perMillion", price.perMillion()));
        }
    }
}
