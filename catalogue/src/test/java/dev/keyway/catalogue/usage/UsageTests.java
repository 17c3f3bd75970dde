package dev.keyway.catalogue.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UsageTests {

    private static final Usage ALL_KINDS = new Usage(1, 2, 4, 8, 16, 5, 32, 64, 128);

    @Test
    void addsBucketByBucket() {
        assertThat(ALL_KINDS.plus(ALL_KINDS)).isEqualTo(new Usage(2, 4, 8, 16, 32, 10, 64, 128, 256));
        assertThat(ALL_KINDS.plus(Usage.ZERO)).isEqualTo(ALL_KINDS);
    }

    @Test
    void thePromptIsAllInputAndTheCompletionAllOutput() {
        assertThat(ALL_KINDS.promptTokens()).isEqualTo(1 + 2 + 4 + 8 + 32);
        assertThat(ALL_KINDS.completionTokens()).isEqualTo(16 + 64);
    }

    @Test
    void sumsThatNoLongHoldsAreNeverNegative() {
        Usage most = new Usage(Long.MAX_VALUE, Long.MAX_VALUE, 0, 0, Long.MAX_VALUE, 0, 0, 1, 0);

        assertThat(most.promptTokens()).isEqualTo(Long.MAX_VALUE);
        assertThat(most.completionTokens()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> most.plus(most)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Usage(0, 0, 0, -1, 0, 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Usage(0, 0, 0, 0, 1, 2, 0, 0, 0));
    }
}
