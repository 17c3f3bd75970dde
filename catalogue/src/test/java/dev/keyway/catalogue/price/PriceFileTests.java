package dev.keyway.catalogue.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keyway.catalogue.usage.Usage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceFileTests {

    private static final String HEADER = "provider,model,floor,valid_from,input,output,context,note\n";

    @Test
    void readsWhatTheFormatAllows() {
        PriceCatalogue catalogue =
                read("# a comment\n\n" + HEADER + "acme, big ,,2026-01-01,1.5,,1000,a note, with a comma\r\n"
                        + "acme,*,,,0.5,1,,\"a note\non two lines\"\n");

        assertThat(catalogue.cost("acme", "big", Usage.of(1_000_000, 0), Instant.parse("2026-01-01T00:00:00Z")))
                .isEqualTo(new Cost.Priced(NanoDollars.ofDollars("1.5"), catalogue.version()));
        assertThat(catalogue.cost("acme", "other", Usage.of(0, 1_000_000), Instant.EPOCH))
                .isEqualTo(new Cost.Priced(NanoDollars.ofDollars("1"), catalogue.version()));
        assertThat(catalogue.facts("acme", "big")).contains(new ModelFacts(1000, 0));
        assertThat(catalogue.facts("acme", "other")).isEmpty();
    }

    @Test
    void anotherContentIsAnotherVersion() {
        String one = HEADER + "acme,big,,,1,1,,\n";

        assertThat(read(one).version()).isEqualTo(read(one).version()).hasSize(12);
        assertThat(read(one).version()).isNotEqualTo(read(one + "# more\n").version());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme,big,,,abc,1,,                  | column input: must be a number of dollars",
                "acme,big,,,,,,                      | column input: or another meter must have a price",
                "acme,big,,,1,-1,,                   | column output: must be from 0 to 9000000000 dollars, with 9 digits after the point at most",
                "acme,big,,,1,0.0000000001,,         | column output: must be from 0 to 9000000000 dollars, with 9 digits after the point at most",
                "acme,big,,,1e30000000,1,,           | column input: must be from 0 to 9000000000 dollars, with 9 digits after the point at most",
                "acme,big,-1,,1,1,,                  | column floor: must be a number of tokens",
                "acme,big,1k,,1,1,,                  | column floor: must be a number of tokens",
                "acme,big,,2026-13-01,1,1,,          | column valid_from: must be a day such as 2026-11-23, or a moment in UTC",
                "acme,big,,,1,1,lots,                | column context: must be a number of tokens",
                ",big,,,1,1,,                        | column provider: must not be empty",
                "acme,,,,1,1,,                       | column model: must not be empty",
                "acme,big,,,1,1                      | column context: missing",
                "acme,first,0,,1,1,,                 | column model: repeats the model, floor and valid_from of a row above",
            })
    void aBadRowIsNamedByLineAndColumn(String row, String complaint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(HEADER + "acme,first,,,1,1,,\n# comment\n" + row + "\n"))
                .withMessage("test.csv line 4, " + complaint);
    }

    @Test
    void aBadHeaderIsNamedToo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("provider,model,input,price\n"))
                .withMessageStartingWith("test.csv line 1, column price: unknown");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("provider,output\n"))
                .withMessage("test.csv line 1, column model: missing");
    }

    @Test
    void aQuoteThatIsNotClosedTakesNoLaterRow() {
        String row = "acme,big,,,1,1,,\n";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(HEADER + "acme,first,,,1,1,,\"a note\n" + row + row))
                .withMessage("test.csv line 2: the quote is never closed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(HEADER + "acme,\"first,,,1,1,,\n" + row + "acme\",small,,,1,1,,\n"))
                .withMessage(
                        "test.csv line 2, column model: must not have a line break; is the quote before it closed?");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheHeader() {
        assertThat(read("\uFEFF" + HEADER + "acme,big,,,1,1,1000,\n").facts("acme", "big"))
                .contains(new ModelFacts(1000, 0));
    }

    @Test
    void aModelThatIsPricedForLongPromptsOnlyIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(HEADER + "acme,big,200001,,1,1,,\n"))
                .withMessage("test.csv: acme/big has no price for prompts below 200001 tokens");
    }

    private static PriceCatalogue read(String text) {
        try {
            return PriceCatalogue.read("test.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
