package dev.keyway.admin.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** Tokens are told apart, and mistyped ones from unknown ones. */
class TokensTests {

    private final Tokens tokens = new Tokens(new SecureRandom());

    @Test
    void areReadAsWhatTheyWereMadeFor() {
        for (TokenKind kind : TokenKind.values()) {
            Secret made = tokens.make(kind);
            assertThat(made.reveal())
                    .startsWith(kind.prefix())
                    .hasSize(kind.prefix().length() + 49);
            assertThat(Tokens.read(kind, made.reveal())).contains(made);
            for (TokenKind other : TokenKind.values()) {
                assertThat(Tokens.read(other, made.reveal()).isPresent()).isEqualTo(other == kind);
            }
        }
    }

    @Test
    void oneWrongCharacterAnywhereIsSeen() {
        String made = tokens.make(TokenKind.PROXY).reveal();
        for (int i = 0; i < made.length(); i++) {
            char other = made.charAt(i) == 'x' ? 'y' : 'x';
            String mistyped = made.substring(0, i) + other + made.substring(i + 1);
            assertThat(Tokens.read(TokenKind.PROXY, mistyped)).as(mistyped).isEmpty();
        }
        assertThat(Tokens.read(TokenKind.PROXY, made + " ")).isEmpty();
        assertThat(Tokens.read(TokenKind.PROXY, "")).isEmpty();
    }
}
