package dev.keyway.catalogue.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Patterns with {@code *}: what they match, what they cover, and what they cost. */
class GlobTests {

    @Example
    void aPatternWithoutStarsMatchesItselfAlone() {
        assertThat(new Glob("gpt-4o").matches("gpt-4o")).isTrue();
        assertThat(new Glob("gpt-4o").matches("gpt-4o-mini")).isFalse();
        assertThat(new Glob("gpt.4o").matches("gpt-4o")).isFalse();
        assertThat(new Glob("").matches("")).isTrue();
        assertThat(new Glob("").matches("x")).isFalse();
    }

    @Example
    void aPatternCoversNarrowerPatternsAndNoWiderOnes() {
        assertThat(covers("*", "anything/at-all*")).isTrue();
        assertThat(covers("gpt-*", "gpt-4*")).isTrue();
        assertThat(covers("o*/mini", "openai/mini")).isTrue();
        assertThat(covers("*", "**")).isTrue();
        assertThat(covers("**", "*")).isTrue();
        assertThat(covers("gpt-4*", "gpt-*")).isFalse();
        assertThat(covers("gpt-4o", "gpt-*")).isFalse();
        assertThat(covers("*a", "*")).isFalse();
    }

    @Example
    void saysWhatIsWrongWithAPattern() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Glob("*a".repeat(17)))
                .withMessage("must have at most 16 '*'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Glob("a".repeat(513)))
                .withMessage("must have at most 512 characters");
        assertThat(Glob.fault("*a".repeat(16))).isEmpty();
    }

    @Property
    void matchesWhatTheDefinitionMatches(@ForAll("patterns") String pattern, @ForAll("names") String name) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(reference(pattern, name));
    }

    /** Alphabets of patterns and names differ in a letter, as those of all patterns differ from all names. */
    @Property
    void coveredPatternsMatchNothingElse(
            @ForAll("patterns") String outer, @ForAll("patterns") String inner, @ForAll("names") String name) {
        if (covers(outer, inner)) {
            assertThat(!reference(inner, name) || reference(outer, name)).isTrue();
        } else {
            assertThat(reference(outer, inner.replace('*', 'z'))).isFalse();
        }
    }

    /** Reads of the name are the measure: with backtracking they would grow with a power of its length. */
    @Property(tries = 200)
    void readsEachCharacterOfANameAFewTimesAtMost(@ForAll("longPatterns") String pattern) {
        CountedText name = new CountedText("a".repeat(20_000) + "c");
        new Glob(pattern).matches(name);
        assertThat(name.reads()).isLessThanOrEqualTo(name.length() + Glob.MAX_LENGTH);
    }

    @Provide
    static Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("ab*").ofMaxLength(8);
    }

    @Provide
    static Arbitrary<String> names() {
        return Arbitraries.strings().withChars("abz").ofMaxLength(10);
    }

    @Provide
    static Arbitrary<String> longPatterns() {
        return Arbitraries.strings()
                .withChars("aab")
                .ofMaxLength(30)
                .list()
                .ofMinSize(2)
                .ofMaxSize(16)
                .map(literals -> String.join("*", literals));
    }

    private static boolean covers(String outer, String inner) {
        return new Glob(outer).covers(new Glob(inner));
    }

    private static boolean reference(String pattern, String name) {
        if (pattern.isEmpty()) {
            return name.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            return reference(pattern.substring(1), name) || (!name.isEmpty() && reference(pattern, name.substring(1)));
        }
        return !name.isEmpty()
                && name.charAt(0) == pattern.charAt(0)
                && reference(pattern.substring(1), name.substring(1));
    }
}
