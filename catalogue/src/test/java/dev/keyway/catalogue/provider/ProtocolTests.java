package dev.keyway.catalogue.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.usage.UsageStyle;
import org.junit.jupiter.api.Test;

class ProtocolTests {

    private final KnownProviders providers = new KnownProviders();

    @Test
    void anOperationIsSpokenAsItsFamilyDoes() {
        Provider openai = providers.find("openai").orElseThrow();
        Provider anthropic = providers.find("anthropic").orElseThrow();

        assertThat(openai.protocol(Operation.CHAT))
                .isEqualTo(new Protocol(ApiFamily.OPENAI, StreamStyle.OPENAI, UsageStyle.INCLUSIVE));
        assertThat(openai.protocol(Operation.RESPONSES))
                .isEqualTo(new Protocol(ApiFamily.OPENAI, StreamStyle.RESPONSES, UsageStyle.INCLUSIVE));
        assertThat(anthropic.protocol(Operation.CHAT))
                .isEqualTo(new Protocol(ApiFamily.OPENAI, StreamStyle.OPENAI, UsageStyle.INCLUSIVE));
        assertThat(anthropic.protocol(Operation.MESSAGES))
                .isEqualTo(new Protocol(ApiFamily.ANTHROPIC, StreamStyle.ANTHROPIC, UsageStyle.ADDITIVE));
    }

    @Test
    void countingTokensIsFree() {
        assertThat(providers.find("anthropic").orElseThrow().protocol(Operation.MESSAGE_TOKENS))
                .isEqualTo(new Protocol(ApiFamily.ANTHROPIC, StreamStyle.ANTHROPIC, UsageStyle.NONE));
    }
}
