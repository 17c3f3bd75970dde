package dev.keyway.filters.requestlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedactionTests {

    @Test
    void findsAnyOfManySecretsAnywhereInAText() {
        SecretIndex index = new SecretIndex(IntStream.range(0, 10_000)
                .mapToObj(i -> Secret.of("sk-proj-" + i + "-end"))
                .toList());

        assertThat(index.isIn("x=sk-proj-7777-end;y")).isTrue();
        assertThat(index.isIn("sk-proj-7777-en")).isFalse();
        assertThat(index.isIn("sk-proj-")).isFalse();
        assertThat(index.isIn("")).isFalse();
    }

    @Test
    void findsShortSecretsToo() {
        SecretIndex index = new SecretIndex(List.of(Secret.of("abc")));

        assertThat(index.isIn("xabcx")).isTrue();
        assertThat(index.isIn("xabx")).isFalse();
    }
}
