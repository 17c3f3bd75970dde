package dev.keyway.catalogue.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NearNameTests {

    @Test
    void findsTheNearestOfThoseThatAreNear() {
        assertThat(near("gpt-4oo", "gpt-4.1", "gpt-4o", "o3")).contains("gpt-4o");
        assertThat(near("opnaei", "openai", "mistral")).contains("openai");
        assertThat(near("mistral-lage", "mistral-large", "mistral-small")).contains("mistral-large");
    }

    @Test
    void findsNothingWhereNothingIsNearOrTheNameItselfIsThere() {
        assertThat(near("llama", "gpt-4o", "o3")).isEmpty();
        assertThat(near("o1", "o34")).isEmpty();
        assertThat(near("gpt-4o", "gpt-4o")).isEmpty();
    }

    private static Optional<String> near(String name, String... candidates) {
        return NearName.of(name, Stream.of(candidates));
    }
}
