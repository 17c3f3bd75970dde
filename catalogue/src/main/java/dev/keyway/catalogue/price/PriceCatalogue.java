package dev.keyway.catalogue.price;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.keyway.catalogue.usage.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** A list of prices and model facts. Immutable; safe to share between threads. */
public final class PriceCatalogue {

    private static final String FILE = "prices.csv";

    private final String version;
    private final List<Price> all;
    private final Map<ModelName, ModelFacts> known;
    private final BiFunction<ModelName, Instant, String> lists;
    private final ModelIndex<ModelPrices> prices = new ModelIndex<>();
    private final ModelIndex<ModelFacts> facts = new ModelIndex<>();

    /**
     * A catalogue of given prices.
     *
     * @param version what costs will name as their price list
     * @param prices in any order. Those of one model and tier that share {@code validFrom} are one generation; it replaces
     *     all earlier ones and must have a price from the first token on
     * @param facts what is known of some of the models
     * @throws IllegalArgumentException if a price is given twice, or a generation has none for small prompts
     */
    public PriceCatalogue(String version, Collection<Price> prices, Map<ModelName, ModelFacts> facts) {
        this(version, (model, validFrom) -> version, prices, facts);
    }

    /**
     * A catalogue in which each generation of a model's prices is a list with an id of its own, whatever its tier.
     *
     * @param version of the whole catalogue
     * @param lists id of a generation, which costs will name as their price list, by model and beginning
     * @param prices as above
     * @param facts as above
     * @throws IllegalArgumentException as above
     */
    public PriceCatalogue(
            String version,
            BiFunction<ModelName, Instant, String> lists,
            Collection<Price> prices,
            Map<ModelName, ModelFacts> facts) {
        this.version = version;
        this.lists = lists;
        this.all = List.copyOf(prices);
        this.known = Map.copyOf(facts);
        Map<ModelName, List<Price>> byModel = prices.stream()
                .collect(groupingBy(
                        price -> new ModelName(price.provider(), price.model()), LinkedHashMap::new, toList()));
        byModel.forEach((name, all) -> this.prices.put(name.provider(), name.model(), compile(name, all)));
        facts.forEach((name, held) -> this.facts.put(name.provider(), name.model(), held));
    }

    /** A model at a provider. */
    public record ModelName(String provider, String model) {

        @Override
        public String toString() {
            return provider + "/" + model;
        }
    }

    /**
     * The price list that comes with Keyway.
     *
     * @throws IllegalArgumentException if a row is wrong, naming file, line and column
     */
    public static PriceCatalogue load() {
        try (InputStream file = PriceCatalogue.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the jar");
            }
            return read(FILE, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A price list in the format of {@code docs/prices.md}. Its version is a digest of its content.
     *
     * @param name the file's name, for messages
     * @throws IllegalArgumentException if a row is wrong, naming file, line and column
     * @throws IOException if the stream cannot be read
     */
    public static PriceCatalogue read(String name, InputStream file) throws IOException {
        return new PriceFile(name, file.readAllBytes()).catalogue();
    }

    /**
     * What one attempt cost; see {@link ModelPrices#cost}.
     *
     * @param model as the provider was asked for it, a dated snapshot or not
     * @param tier service tier that the response names; one without prices costs what the standard tier does
     */
    public Cost cost(String provider, String model, Usage usage, String tier, Instant at) {
        return prices(provider, model)
                .map(found -> found.cost(usage, tier, at))
                .orElseGet(() -> new Cost.Unpriced(NanoDollars.ZERO, Meter.used(usage)));
    }

    /** What one attempt of the standard tier cost. */
    public Cost cost(String provider, String model, Usage usage, Instant at) {
        return cost(provider, model, usage, Price.STANDARD, at);
    }

    /**
     * The prices of a model, to be kept by who asks often. A dated snapshot without prices of its own has its family's;
     * {@code gpt-4o-mini} is another family than {@code gpt-4o}.
     */
    public Optional<ModelPrices> prices(String provider, String model) {
        return prices.find(provider, model);
    }

    /** What is known of a model, found like its prices. */
    public Optional<ModelFacts> facts(String provider, String model) {
        return facts.find(provider, model);
    }

    /** Every price of the list, as it was given. */
    public List<Price> all() {
        return all;
    }

    /** What is known of those models that have a row of their own. */
    public Map<ModelName, ModelFacts> known() {
        return known;
    }

    /** What costs name as their price list. */
    public String version() {
        return version;
    }

    private ModelPrices compile(ModelName name, List<Price> all) {
        return new ModelPrices(
                version,
                all.stream()
                        .collect(groupingBy(
                                Price::tier, collectingAndThen(toList(), ofTier -> newestFirst(name, ofTier)))));
    }

    private List<Generation> newestFirst(ModelName name, List<Price> ofTier) {
        return ofTier.stream().collect(groupingBy(Price::validFrom)).entrySet().stream()
                .sorted(Map.Entry.<Instant, List<Price>>comparingByKey().reversed())
                .map(start -> Generation.of(name, lists.apply(name, start.getKey()), start.getKey(), start.getValue()))
                .toList();
    }
}
