package dev.keyway.admin.usage.retention;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UsageSettingsTests {

    @Test
    void aRetentionThatIsOutOfRangeIsNamed() {
        assertThatThrownBy(() -> new UsageSettings(-1, 0, 0)).hasMessageContaining("KEYWAY_USAGE_KEEPMONTHS: is -1");
        assertThatThrownBy(() -> new UsageSettings(1_201, 0, 0)).hasMessageContaining("from 1 to 1200");
        assertThatThrownBy(() -> new UsageSettings(0, 1, 0))
                .hasMessageContaining("KEYWAY_USAGE_KEEPREFUSALMONTHS: is 1; it must be from 2 to 1200 months");
        assertThatThrownBy(() -> new UsageSettings(1, 0, 2))
                .hasMessageContaining("KEYWAY_USAGE_KEEPSUMMONTHS: is 2; it must be from 3 to 1200 months");
    }

    @Test
    void sumsAreRetainedAsLongAsRecords() {
        assertThatThrownBy(() -> new UsageSettings(0, 0, 12)).hasMessageContaining("KEYWAY_USAGE_KEEPMONTHS is 0");
        assertThatThrownBy(() -> new UsageSettings(13, 0, 12))
                .hasMessageContaining(
                        "KEYWAY_USAGE_KEEPSUMMONTHS: is 12; sums must be retained at least as long as usage records");
    }
}
