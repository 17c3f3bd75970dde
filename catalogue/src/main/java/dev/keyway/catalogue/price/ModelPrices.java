package dev.keyway.catalogue.price;

import dev.keyway.catalogue.usage.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The prices of one model, compiled for quick use. Immutable: keep it as long as the catalogue it came from. */
public final class ModelPrices {

    private final String version;
    private final List<Generation> newestFirst;

    ModelPrices(String version, List<Generation> newestFirst) {
        this.version = version;
        this.newestFirst = List.copyOf(newestFirst);
    }

    /** The prices that came in together and replace all earlier ones; tiers by falling floor, the last one at 0. */
    record Generation(String list, Instant validFrom, List<Tariff> byFallingFloor) {

        Generation {
            byFallingFloor = List.copyOf(byFallingFloor);
        }

        Tariff forPrompt(long tokens) {
            for (Tariff tariff : byFallingFloor) {
                if (tokens >= tariff.floor()) {
                    return tariff;
                }
            }
            throw new IllegalStateException("No price from the first token on");
        }
    }

    /**
     * What one attempt cost: units times price over all meters, rounded half up once. The prompt's size, cached tokens
     * included, chooses the tier for the whole request.
     *
     * @param at when the attempt was admitted
     * @return unpriced if no price was valid then, or something was used for which there is none; what has a price still counts
     */
    public Cost cost(Usage usage, Instant at) {
        Generation generation = generationAt(at);
        if (generation == null) {
            return new Cost.Unpriced(NanoDollars.ZERO, Meter.used(usage));
        }
        Tariff tariff = generation.forPrompt(usage.promptTokens());
        NanoDollars amount = new NanoDollars(tariff.cost(usage));
        return tariff.covers(usage)
                ? new Cost.Priced(amount, generation.list())
                : new Cost.Unpriced(amount, tariff.uncovered(usage));
    }

    /**
     * The price of a million units as {@link #cost} uses it: a cached token without a price of its own costs what a
     * fresh one does.
     *
     * @param promptTokens the size of the whole prompt
     */
    public Optional<NanoDollars> perMillion(Meter meter, long promptTokens, Instant at) {
        Generation generation = generationAt(at);
        return generation == null
                ? Optional.empty()
                : generation.forPrompt(promptTokens).perMillion(meter);
    }

    /** The price list that holds at a moment, as costs name it; empty if none does yet. */
    public Optional<String> list(Instant at) {
        return Optional.ofNullable(generationAt(at)).map(Generation::list);
    }

    /** The catalogue that these prices come from. */
    public String version() {
        return version;
    }

    private @Nullable Generation generationAt(Instant at) {
        for (Generation generation : newestFirst) {
            if (!at.isBefore(generation.validFrom())) {
                return generation;
            }
        }
        return null;
    }
}
