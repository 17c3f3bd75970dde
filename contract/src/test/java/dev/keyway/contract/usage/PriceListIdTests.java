package dev.keyway.contract.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceListIdTests {

    @Test
    void isReadAsItIsWritten() {
        PriceListId id = new PriceListId(
                UUID.fromString("01900000-0000-7000-8000-000000000009"), Instant.parse("2026-01-01T00:00:00Z"));

        assertThat(id.toString()).isEqualTo("01900000-0000-7000-8000-000000000009/2026-01-01T00:00:00Z");
        assertThat(PriceListId.parse(id.toString())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "list",
                "01900000-0000-7000-8000-000000000009",
                "x/2026-01-01T00:00:00Z",
                "01900000-0000-7000-8000-000000000009/soon"
            })
    void refusesOtherTexts(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PriceListId.parse(text));
    }
}
