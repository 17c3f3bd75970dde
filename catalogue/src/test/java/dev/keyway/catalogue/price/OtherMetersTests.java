package dev.keyway.catalogue.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.Usage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Golden costs of what is billed by other units than text tokens, at the prices that providers publish. */
class OtherMetersTests {

    private static final PriceCatalogue LIST = read("""
            provider,model,input,output,image_input,image_output,image,second,character,search,search_unit
            p,painter,5,40,10,,,,,,
            p,drawer,0.3,2.5,,30,,,,,
            p,flat,,,,,40000,,,,
            p,listener,,,,,,100,,,
            p,speaker,,,,,,,15,,
            p,ranker,,,,,,,,,2000
            p,earlier-ranker,0,,,,,,,2000,
            """);

    /** 0.04 dollars an image, 0.006 dollars a minute, 15 dollars a million characters, 2 dollars a thousand searches. */
    @ParameterizedTest
    @CsvSource({
        "flat, IMAGE, 3, 0.12",
        "listener, SECOND, 60, 0.006",
        "listener, SECOND, 9, 0.0009",
        "speaker, CHARACTER, 4096, 0.06144",
        "ranker, SEARCH_UNIT, 1, 0.002",
        "earlier-ranker, SEARCH_UNIT, 1, 0.002",
    })
    void aUnitCostsItsPrice(String model, Unit unit, long count, String dollars) {
        assertThat(cost(model, Usage.of(Map.of(unit, count)))).isEqualTo(priced(dollars));
    }

    @Test
    void tokensOfImagesHavePricesOfTheirOwn() {
        Usage edited = new Usage(10, 0, 0, 0, 50, 0, 0, 0, 0, Map.of(Unit.IMAGE_INPUT, 40L));
        assertThat(cost("painter", edited)).isEqualTo(priced("0.00245"));

        Usage drawn = new Usage(8, 0, 0, 0, 10, 0, 0, 0, 0, Map.of(Unit.IMAGE_OUTPUT, 1290L));
        assertThat(cost("drawer", drawn)).isEqualTo(priced("0.0387274"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Unit.class,
            names = {"IMAGE", "SECOND", "CHARACTER", "SEARCH_UNIT", "CODE_INTERPRETER", "FILE_SEARCH"})
    void aUnitWithoutAPriceIsUnpricedAndNeverFree(Unit unit) {
        assertThat(cost("painter", Usage.of(Map.of(unit, 7L))))
                .isEqualTo(new Cost.Unpriced(NanoDollars.ZERO, Map.of(Meter.valueOf(unit.name()), 7L)));
    }

    @Test
    void everyUnitHasAMeterOfItsName() {
        assertThat(Arrays.stream(Unit.values()).map(Unit::meter))
                .isSubsetOf(Arrays.stream(Meter.values()).map(Meter::column).toList());
        for (Unit unit : Unit.values()) {
            assertThat(Meter.valueOf(unit.name()).units(Usage.of(Map.of(unit, 3L))))
                    .isEqualTo(3);
        }
    }

    private static PriceCatalogue read(String text) {
        try {
            return PriceCatalogue.read("test.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Cost cost(String model, Usage usage) {
        return LIST.cost("p", model, usage, Instant.EPOCH);
    }

    private static Cost priced(String dollars) {
        return new Cost.Priced(NanoDollars.ofDollars(dollars), LIST.version());
    }
}
