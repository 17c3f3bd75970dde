package dev.keyway.catalogue.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.usage.Usage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CostTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Property
    void isTheExactSumRoundedHalfUpOnce(@ForAll("usages") Usage usage, @ForAll("rates") Rates rates) {
        BigInteger exact = rates.exact(usage);
        BigInteger rounded = new BigDecimal(exact)
                .divide(BigDecimal.valueOf(1_000_000), 0, RoundingMode.HALF_UP)
                .toBigIntegerExact();

        assertThat(BigInteger.valueOf(rates.cost(usage))).isEqualTo(rounded.min(BigInteger.valueOf(Long.MAX_VALUE)));
    }

    @Property
    void ofTwoAttemptsIsTheirSumButForTheRounding(
            @ForAll("calls") Usage one, @ForAll("calls") Usage other, @ForAll("rates") Rates rates) {
        long apart = rates.cost(one) + rates.cost(other);

        assertThat(rates.cost(one.plus(other))).isBetween(apart - 1, apart + 1);
    }

    @Property
    void neverFallsWhenMoreIsUsed(
            @ForAll("calls") Usage one, @ForAll("calls") Usage more, @ForAll("rates") Rates rates) {
        assertThat(rates.cost(one.plus(more))).isGreaterThanOrEqualTo(rates.cost(one));
    }

    @Example
    void ofNothingIsNothing() {
        assertThat(new Rates(7, 7, 7, 7, 7).cost(Usage.ZERO)).isZero();
    }

    @Example
    void halfANanoDollarIsRoundedUpAndLessIsNot() {
        Rates rates = new Rates(500_000, 499_999, 250_000, 0, 0);

        assertThat(rates.cost(new Usage(1, 0, 0, 0, 0, 0, 0, 0, 0))).isEqualTo(1);
        assertThat(rates.cost(new Usage(0, 1, 0, 0, 0, 0, 0, 0, 0))).isZero();
        // Two quarters make a half: rounded for the attempt, not for the meter.
        assertThat(rates.cost(new Usage(0, 0, 2, 0, 0, 0, 0, 0, 0))).isEqualTo(1);
        assertThat(rates.cost(new Usage(0, 1, 0, 0, 0, 0, 1, 0, 0))).isEqualTo(1);
    }

    @Example
    void beyondALongIsTheGreatestLong() {
        Rates rates = new Rates(Long.MAX_VALUE, 0, 0, 0, 0);

        assertThat(rates.cost(Usage.of(Long.MAX_VALUE, 0))).isEqualTo(Long.MAX_VALUE);
        assertThat(rates.cost(Usage.of(1, 0))).isEqualTo(9_223_372_036_855L);
    }

    @Example
    void whatHasNoPriceOfItsOwnCostsAsAnOrdinaryToken() {
        PriceCatalogue catalogue = catalogue(Map.of(Meter.INPUT, 3_000_000L, Meter.OUTPUT, 5_000_000L));

        assertThat(catalogue.cost("p", "m", new Usage(1, 1, 1, 1, 4, 2, 1, 0, 0), NOW))
                .isEqualTo(new Cost.Priced(new NanoDollars(5 * 3 + 4 * 5), "v"));
    }

    @Example
    void reasoningCanHaveAPriceOfItsOwn() {
        PriceCatalogue catalogue =
                catalogue(Map.of(Meter.INPUT, 0L, Meter.OUTPUT, 5_000_000L, Meter.REASONING, 7_000_000L));

        assertThat(catalogue.cost("p", "m", new Usage(0, 0, 0, 0, 10, 4, 0, 0, 0), NOW))
                .isEqualTo(new Cost.Priced(new NanoDollars(6 * 5 + 4 * 7), "v"));
    }

    @Example
    void aCallCanCostSomethingByItself() {
        PriceCatalogue catalogue = catalogue(Map.of(Meter.INPUT, 0L, Meter.REQUEST, 9_000_000L));

        assertThat(catalogue.cost("p", "m", Usage.ZERO, NOW)).isEqualTo(new Cost.Priced(new NanoDollars(9), "v"));
    }

    @Example
    void whatIsUsedAndHasNoPriceIsUnpricedBesideTheCostOfTheRest() {
        PriceCatalogue catalogue = catalogue(Map.of(Meter.INPUT, 1_000_000L));

        assertThat(catalogue.cost("p", "m", Usage.of(5, 0), NOW)).isInstanceOf(Cost.Priced.class);
        assertThat(catalogue.cost("p", "m", Usage.of(5, 1), NOW))
                .isEqualTo(new Cost.Unpriced(new NanoDollars(5), Map.of(Meter.OUTPUT, 1L)));
        assertThat(catalogue.cost("p", "m", new Usage(5, 0, 0, 0, 0, 0, 0, 2, 0), NOW))
                .isEqualTo(new Cost.Unpriced(new NanoDollars(5), Map.of(Meter.AUDIO_OUTPUT, 2L)));
        assertThat(catalogue.cost("p", "m", new Usage(5, 0, 0, 0, 0, 0, 0, 0, 3), NOW))
                .isEqualTo(new Cost.Unpriced(new NanoDollars(5), Map.of(Meter.SEARCH, 3L)));
    }

    @Example
    void aLaterGenerationReplacesTheTiersOfTheEarlier() {
        Instant later = NOW.plusSeconds(60);
        PriceCatalogue catalogue = new PriceCatalogue(
                "v",
                List.of(
                        new Price("p", "m", Meter.INPUT, 0, Instant.MIN, new NanoDollars(1_000_000)),
                        new Price("p", "m", Meter.INPUT, 100, Instant.MIN, new NanoDollars(2_000_000)),
                        new Price("p", "m", Meter.INPUT, 0, later, new NanoDollars(3_000_000))),
                Map.of());

        assertThat(catalogue.cost("p", "m", Usage.of(99, 0), NOW)).isEqualTo(priced(99));
        assertThat(catalogue.cost("p", "m", Usage.of(100, 0), NOW)).isEqualTo(priced(200));
        assertThat(catalogue.cost("p", "m", Usage.of(100, 0), later)).isEqualTo(priced(300));
    }

    @Example
    void aCostNamesTheListThatHeldAtItsTime() {
        Instant later = NOW.plusSeconds(60);
        PriceCatalogue catalogue = new PriceCatalogue(
                "v",
                (model, validFrom) -> model + "/" + validFrom,
                List.of(
                        new Price("p", "m", Meter.INPUT, 0, NOW, new NanoDollars(1_000_000)),
                        new Price("p", "m", Meter.INPUT, 0, later, new NanoDollars(3_000_000))),
                Map.of());

        assertThat(catalogue.cost("p", "m", Usage.of(1, 0), NOW))
                .isEqualTo(new Cost.Priced(new NanoDollars(1), "p/m/" + NOW));
        assertThat(catalogue.cost("p", "m", Usage.of(1, 0), later))
                .isEqualTo(new Cost.Priced(new NanoDollars(3), "p/m/" + later));
        assertThat(catalogue.prices("p", "m").orElseThrow().list(NOW)).contains("p/m/" + NOW);
        assertThat(catalogue.prices("p", "m").orElseThrow().list(NOW.minusSeconds(1)))
                .isEmpty();
    }

    @Provide
    Arbitrary<Usage> usages() {
        return usagesUpTo(Long.MAX_VALUE);
    }

    @Provide
    Arbitrary<Usage> calls() {
        return usagesUpTo(10_000_000);
    }

    private static Arbitrary<Usage> usagesUpTo(long most) {
        Arbitrary<Long> tokens = Arbitraries.longs().between(0, most);
        return Combinators.combine(tokens, tokens, tokens, tokens, tokens, tokens, tokens)
                .as((fresh, read, write5m, write1h, out, part, audio) ->
                        new Usage(fresh, read, write5m, write1h, out, Math.min(part, out), audio, 0, 0));
    }

    @Provide
    Arbitrary<Rates> rates() {
        Arbitrary<Long> rate = Arbitraries.longs().between(0, 75_000_000_000L);
        return Combinators.combine(rate, rate, rate, rate, rate).as(Rates::new);
    }

    private static Cost priced(long nanos) {
        return new Cost.Priced(new NanoDollars(nanos), "v");
    }

    private static PriceCatalogue catalogue(Map<Meter, Long> perMillion) {
        return new PriceCatalogue(
                "v",
                perMillion.entrySet().stream()
                        .map(price ->
                                new Price("p", "m", price.getKey(), 0, Instant.MIN, new NanoDollars(price.getValue())))
                        .toList(),
                Map.of());
    }

    /** Nano-dollars for a million units; audio costs half of what fresh input does, rounded down. */
    record Rates(long input, long read, long write5m, long write1h, long output) {

        long cost(Usage usage) {
            PriceCatalogue catalogue = catalogue(Map.of(
                    Meter.INPUT, input,
                    Meter.CACHE_READ, read,
                    Meter.CACHE_WRITE_5M, write5m,
                    Meter.CACHE_WRITE_1H, write1h,
                    Meter.OUTPUT, output,
                    Meter.AUDIO_INPUT, input / 2));
            return ((Cost.Priced) catalogue.cost("p", "m", usage, NOW)).amount().nanos();
        }

        BigInteger exact(Usage usage) {
            return times(usage.freshInput(), input)
                    .add(times(usage.cacheRead(), read))
                    .add(times(usage.cacheWrite5m(), write5m))
                    .add(times(usage.cacheWrite1h(), write1h))
                    .add(times(usage.output(), output))
                    .add(times(usage.audioInput(), input / 2));
        }

        private static BigInteger times(long units, long price) {
            return BigInteger.valueOf(units).multiply(BigInteger.valueOf(price));
        }
    }
}
