package dev.keyway.catalogue.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.catalogue.usage.Usage;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursAndTiersTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-07-01T00:00:00Z");
    private static final Hours NIGHT = hours("16:30", "00:30");
    private static final String BATCH = "batch";

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T16:29:59.999999999Z, 300",
        "2026-11-23T16:30:00Z, 150",
        "2026-11-23T23:59:59.999999999Z, 150",
        "2026-11-24T00:00:00Z, 150",
        "2026-11-24T00:29:59.999999999Z, 150",
        "2026-11-24T00:30:00Z, 300",
        "2026-11-24T12:00:00Z, 300",
    })
    void hoursGoOverMidnight(Instant at, long nanos) {
        PriceCatalogue catalogue = catalogue(price(Meter.INPUT, 300, Hours.ALL_DAY), price(Meter.INPUT, 150, NIGHT));

        assertThat(cost(catalogue, Usage.of(1, 0), Price.STANDARD, at)).isEqualTo(priced(nanos, START));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T07:59:59Z, 300",
        "2026-11-23T08:00:00Z, 100",
        "2026-11-23T10:00:00Z, 200",
        "2026-11-23T11:59:59Z, 200",
        "2026-11-23T14:00:00Z, 300",
    })
    void ofHoursThatOverlapThoseThatBeganLastApply(Instant at, long nanos) {
        Price morning = price(Meter.INPUT, 100, hours("08:00", "12:00"));
        Price noon = price(Meter.INPUT, 200, hours("10:00", "14:00"));
        Price always = price(Meter.INPUT, 300, Hours.ALL_DAY);

        assertThat(cost(catalogue(morning, noon, always), Usage.of(1, 0), Price.STANDARD, at))
                .isEqualTo(cost(catalogue(always, noon, morning), Usage.of(1, 0), Price.STANDARD, at))
                .isEqualTo(priced(nanos, START));
    }

    @Test
    void onlyTheMetersAndFloorsWithHoursChangeWithThem() {
        PriceCatalogue catalogue = catalogue(
                price(Meter.INPUT, 300, Hours.ALL_DAY),
                price(Meter.OUTPUT, 1_000, Hours.ALL_DAY),
                new Price("p", "m", Meter.INPUT, Price.STANDARD, 100, Hours.ALL_DAY, START, perMillion(600)),
                new Price("p", "m", Meter.OUTPUT, Price.STANDARD, 100, Hours.ALL_DAY, START, perMillion(2_000)),
                price(Meter.INPUT, 150, NIGHT));
        Instant night = Instant.parse("2026-11-23T20:00:00Z");

        assertThat(cost(catalogue, Usage.of(10, 1), Price.STANDARD, night)).isEqualTo(priced(2_500, START));
        assertThat(cost(catalogue, Usage.of(100, 1), Price.STANDARD, night)).isEqualTo(priced(62_000, START));
        assertThat(catalogue.prices("p", "m").orElseThrow().perMillion(Meter.INPUT, 1, night))
                .contains(perMillion(150));
        // What stands in for a missing price is of the same hour.
        assertThat(cost(catalogue, new Usage(0, 10, 0, 0, 0, 0, 0, 0, 0), Price.STANDARD, night))
                .isEqualTo(priced(1_500, START));
    }

    @Test
    void outsideItsHoursAModelWithoutOtherPricesIsUnpriced() {
        PriceCatalogue catalogue = catalogue(price(Meter.INPUT, 150, NIGHT));
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");

        assertThat(cost(catalogue, Usage.of(1, 0), Price.STANDARD, noon))
                .isEqualTo(new Cost.Unpriced(NanoDollars.ZERO, Map.of(Meter.INPUT, 1L)));
        assertThat(catalogue.prices("p", "m").orElseThrow().perMillion(Meter.INPUT, 1, noon))
                .isEmpty();
    }

    @Test
    void aTierHasItsOwnPricesAndOneWithoutCostsWhatTheStandardTierDoes() {
        PriceCatalogue catalogue = catalogue(price(Meter.INPUT, 300, Hours.ALL_DAY), tier(BATCH, 150, START));

        assertThat(cost(catalogue, Usage.of(1, 0), Price.STANDARD, LATER)).isEqualTo(priced(300, START));
        assertThat(cost(catalogue, Usage.of(1, 0), BATCH, LATER)).isEqualTo(priced(150, START));
        assertThat(cost(catalogue, Usage.of(1, 0), "flex", LATER)).isEqualTo(priced(300, START));
        assertThat(catalogue.cost("p", "m", Usage.of(1, 0), LATER)).isEqualTo(priced(300, START));
    }

    @Test
    void aListOfATierReplacesThoseOfTheSameTierOnly() {
        Instant between = LATER.minusSeconds(1);
        PriceCatalogue catalogue =
                catalogue(price(Meter.INPUT, 300, Hours.ALL_DAY), tier(BATCH, 150, LATER), tier("flex", 200, START));

        assertThat(cost(catalogue, Usage.of(1, 0), BATCH, between)).isEqualTo(priced(300, START));
        assertThat(cost(catalogue, Usage.of(1, 0), BATCH, LATER)).isEqualTo(priced(150, LATER));
        assertThat(cost(catalogue, Usage.of(1, 0), Price.STANDARD, LATER)).isEqualTo(priced(300, START));
        assertThat(cost(catalogue, Usage.of(1, 0), "flex", LATER)).isEqualTo(priced(200, START));
    }

    @Test
    void idsOfPriceListsAreTheSameWithHoursAndTiers() {
        Price always = price(Meter.INPUT, 300, Hours.ALL_DAY);
        PriceCatalogue plain = catalogue(always);
        PriceCatalogue rich = catalogue(always, price(Meter.INPUT, 150, NIGHT), tier(BATCH, 150, LATER));

        for (Instant at : List.of(START, LATER, Instant.parse("2026-11-23T20:00:00Z"))) {
            assertThat(rich.prices("p", "m").orElseThrow().list(at))
                    .isEqualTo(plain.prices("p", "m").orElseThrow().list(at))
                    .contains("p/m/2026-01-01T00:00:00Z");
        }
        assertThat(rich.version()).isEqualTo(plain.version());
    }

    @Test
    void twoPricesForTheSameHoursAreRefused() {
        assertThatThrownBy(() -> catalogue(
                        price(Meter.INPUT, 300, Hours.ALL_DAY),
                        price(Meter.INPUT, 1, NIGHT),
                        price(Meter.INPUT, 2, hours("16:30", "18:00"))))
                .hasMessage("p/m has two prices for one meter, floor and start");
    }

    @Test
    void aPublishedListWithAMistakeSpoilsNoOther() {
        Price always = price(Meter.INPUT, 300, Hours.ALL_DAY);
        Price withoutSmallPrompts = new Price("p", "m", Meter.INPUT, BATCH, 1_000, Hours.ALL_DAY, START, perMillion(1));
        Price again = price(Meter.INPUT, 7, Hours.ALL_DAY);

        assertThat(PublishedPrices.usable(List.of(always, withoutSmallPrompts, again)))
                .containsExactly(always);
    }

    private static Cost cost(PriceCatalogue catalogue, Usage usage, String tier, Instant at) {
        return catalogue.prices("p", "m").orElseThrow().cost(usage, tier, at);
    }

    private static Cost priced(long nanos, Instant list) {
        return new Cost.Priced(new NanoDollars(nanos), "p/m/" + list);
    }

    private static Price price(Meter meter, long nanos, Hours hours) {
        return new Price("p", "m", meter, Price.STANDARD, 0, hours, START, perMillion(nanos));
    }

    private static Price tier(String tier, long nanos, Instant from) {
        return new Price("p", "m", Meter.INPUT, tier, 0, Hours.ALL_DAY, from, perMillion(nanos));
    }

    private static NanoDollars perMillion(long nanosEach) {
        return new NanoDollars(nanosEach * 1_000_000);
    }

    private static Hours hours(String from, String to) {
        return new Hours(LocalTime.parse(from), LocalTime.parse(to));
    }

    private static PriceCatalogue catalogue(Price... prices) {
        return new PriceCatalogue("v", (model, from) -> model + "/" + from, List.of(prices), Map.of());
    }
}
