package dev.keyway.admin.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which secrets of other systems become tokens. */
class ForeignSecretTests {

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-9fQm2Zx7TbL4kR8vYc1W",
                "7c9e6679-7425-40de-944b-e07fc1f90ae7",
                "vk_3f786850e387550fdab836ed7e6dc881de23001b",
                "sk-proj-Q2hvb3NlIGEgYmV0dGVyIG9uZSE0OTE3"
            })
    void randomOnesDo(String text) {
        assertThat(ForeignSecret.read(text).reveal()).isEqualTo(text);
    }

    @Test
    void hardlyAnyRandomOneIsTakenForAGuessableOne() {
        Random random = new SecureRandom(new byte[] {1});
        long refused = 0;
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder("sk-");
            for (int j = 0; j < 22; j++) {
                text.append(BASE62.charAt(random.nextInt(BASE62.length())));
            }
            try {
                var unused = ForeignSecret.read(text.toString());
            } catch (RuntimeException e) {
                refused++;
            }
        }
        assertThat(refused).isLessThan(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    demo-token                               | is a sample
                    a-token-of-your-own                      | is a sample
                    sk-1234                                  | is a sample
                    kwy_3TqYx5cVt8mJ0bK2rW9nZ4pL6sD1fG7hA    | is a sample
                    sk-9fQm2Zx7TbL4kR8v                      | 20 to 512
                    sk-9fQm2Zx7 TbL4kR8vYc1W                 | without spaces
                    sk-9fQm2Zx7TbL4kR8vYc1Wé                 | ASCII
                    kwa_9fQm2Zx7TbL4kR8vYc1W                 | kwa_ is for something else
                    kwy_9fQm2Zx7TbL4kR8vYc1W                 | mistyped
                    sk-1234567890123456789012                | too easy
                    sk-aaaaaaaaaaaaaaaaaaaa1                 | too easy
                    changeme1-changeme1-changeme1            | too easy
                    research-department-token                | too easy
                    abcdefghijklmnopqrstuvwxyz0123456789     | too easy
                    """)
    void theseDoNot(String text, String why) {
        assertThatThrownBy(() -> ForeignSecret.read(text))
                .hasMessageContaining(why)
                .hasMessageStartingWith("token ")
                .message()
                .doesNotContain(text);
    }
}
