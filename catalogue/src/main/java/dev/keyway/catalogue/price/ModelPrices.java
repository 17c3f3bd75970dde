package dev.keyway.catalogue.price;

import dev.keyway.catalogue.usage.Usage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The prices of one model, compiled for quick use. Immutable: keep it as long as the catalogue it came from. */
public final class ModelPrices {

    private final String version;
    private final Map<String, List<Generation>> newestFirst;

    /** @param newestFirst by tier */
    ModelPrices(String version, Map<String, List<Generation>> newestFirst) {
        this.version = version;
        this.newestFirst = Map.copyOf(newestFirst);
    }

    /**
     * What one attempt of the standard tier cost: units times price over all meters, rounded half up once. The prompt's size,
     * cached tokens included, and the hour choose the prices for the whole request.
     *
     * @param at when the attempt began
     * @return unpriced if no price was valid then, or something was used for which there is none; what has a price still counts
     */
    public Cost cost(Usage usage, Instant at) {
        return cost(usage, Price.STANDARD, at);
    }

    /**
     * What one attempt cost, as above.
     *
     * @param tier service tier that the response names; one without a list that holds then costs what the standard tier does
     */
    public Cost cost(Usage usage, String tier, Instant at) {
        Generation generation = generationAt(tier, at);
        if (generation == null) {
            return new Cost.Unpriced(NanoDollars.ZERO, Meter.used(usage));
        }
        Tariff tariff = generation.tariff(usage.promptTokens(), at).orElse(null);
        if (tariff == null) {
            return new Cost.Unpriced(NanoDollars.ZERO, Meter.used(usage));
        }
        NanoDollars amount = new NanoDollars(tariff.cost(usage));
        return tariff.covers(usage)
                ? new Cost.Priced(amount, generation.list())
                : new Cost.Unpriced(amount, tariff.uncovered(usage));
    }

    /** The prices of a million units by which {@link #cost} prices an attempt, by meter; empty if none hold then. */
    public Map<Meter, NanoDollars> perMillion(Usage usage, String tier, Instant at) {
        Generation generation = generationAt(tier, at);
        return generation == null
                ? Map.of()
                : generation
                        .tariff(usage.promptTokens(), at)
                        .map(Tariff::perMillion)
                        .orElseGet(Map::of);
    }

    /**
     * The price of a million units as {@link #cost} uses it, in the standard tier: a cached token without a price of its own
     * costs what a fresh one does.
     *
     * @param promptTokens the size of the whole prompt
     */
    public Optional<NanoDollars> perMillion(Meter meter, long promptTokens, Instant at) {
        Generation generation = generationAt(Price.STANDARD, at);
        return generation == null
                ? Optional.empty()
                : generation.tariff(promptTokens, at).flatMap(tariff -> tariff.perMillion(meter));
    }

    /**
     * The highest price of a million units of some meters, over all tiers, prompt sizes and hours.
     *
     * @return empty if none of them has a price
     */
    public Optional<NanoDollars> mostPerMillion(Set<Meter> meters, Instant at) {
        return newestFirst.keySet().stream()
                .map(tier -> newest(tier, at))
                .filter(Objects::nonNull)
                .flatMap(Generation::tariffs)
                .flatMap(tariff -> meters.stream().flatMap(meter -> tariff.perMillion(meter).stream()))
                .max(Comparator.naturalOrder());
    }

    /** The standard tier's price list that holds at a moment, as costs name it; empty if none does yet. */
    public Optional<String> list(Instant at) {
        return list(Price.STANDARD, at);
    }

    /** The price list by which {@link #cost} prices a tier at a moment; empty if there is none yet. */
    public Optional<String> list(String tier, Instant at) {
        return Optional.ofNullable(generationAt(tier, at)).map(Generation::list);
    }

    /** The catalogue that these prices come from. */
    public String version() {
        return version;
    }

    private @Nullable Generation generationAt(String tier, Instant at) {
        Generation own = newest(tier, at);
        return own == null && !tier.equals(Price.STANDARD) ? newest(Price.STANDARD, at) : own;
    }

    private @Nullable Generation newest(String tier, Instant at) {
        for (Generation generation : newestFirst.getOrDefault(tier, List.of())) {
            if (!at.isBefore(generation.validFrom())) {
                return generation;
            }
        }
        return null;
    }
}
