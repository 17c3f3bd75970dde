package dev.keyway.admin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.problem.ProblemException;
import dev.keyway.testkit.time.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What reading a file may cost. Each of these took minutes of a processor before there was a bound. */
class YamlTreeTests {

    private static final int LARGE = 8 << 20;
    private static final Clock CLOCK = TestClock.at("2026-11-29T12:00:00Z");

    @Test
    void nothingWithoutAnEndIsReadToItsEnd() {
        Map<String, String> files = Map.of(
                "plain scalar", "a: " + "x".repeat(LARGE),
                "quoted scalar", "a: '" + "x".repeat(LARGE) + "'",
                "escaped scalar", "a: \"" + "\\x41".repeat(LARGE / 4) + "\"",
                "block scalar", "a: |\n" + "  xxxxxxxxx\n".repeat(LARGE / 12),
                "colons", ":".repeat(LARGE),
                "tag", "a: !" + "t".repeat(LARGE),
                "anchor", "a: &" + "t".repeat(LARGE),
                "name", "x".repeat(LARGE) + ": 1",
                "white space", "a: " + " ".repeat(LARGE),
                "comment", "#".repeat(LARGE));
        files.forEach((name, file) -> assertThatThrownBy(() -> YamlTree.read(file, CLOCK))
                .as(name)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("64 KiB"));
    }

    @Test
    void whatAliasesLeadToCountsInCharacters() {
        String file = "a: &a " + "x".repeat(60_000) + "\nb:\n" + "- *a\n".repeat(100_000);
        assertThatThrownBy(() -> YamlTree.read(file, CLOCK))
                .hasMessageContaining("with its aliases expanded the file is too large; use fewer aliases");
        assertThat(YamlTree.read("a: &a " + "x".repeat(1000) + "\nb: [*a, *a]\n", CLOCK)
                        .at("/b/1")
                        .asString())
                .hasSize(1000);
    }

    @Test
    void aScalarOfTheBoundIsReadAndManyShortOnesAre() {
        assertThat(YamlTree.read("a: " + "x".repeat(64 << 10), CLOCK).get("a").asString())
                .hasSize(64 << 10);
        assertThatThrownBy(() -> YamlTree.read("a: " + "x".repeat((64 << 10) + 1), CLOCK))
                .hasMessageContaining("line 1, column 4: a text has more than 64 KiB");
        assertThat(YamlTree.read("- some text\n".repeat(200_000), CLOCK)).hasSize(200_000);
    }

    @Test
    void aCharacterThatCannotBeIsNamedWhereverItStands() {
        assertThatThrownBy(() -> YamlTree.read("a: b\n".repeat(100_000) + "c: d\u0007e", CLOCK))
                .hasMessageContaining("line 100001, column 5: it contains an invalid character, U+0007");
    }

    @Test
    void whatIsNotSeenIsWrittenAsAnEscape() {
        String text = "a\u202eb \u200b \udb40\udc01 \u00fc";
        String yaml = YamlText.of(
                new tools.jackson.databind.json.JsonMapper().createObjectNode().put("a", text));
        assertThat(yaml).contains("\\u202E", "\\u200B", "\\U000E0001", "\u00fc").doesNotContain("\u202e");
        assertThat(YamlTree.read(yaml, CLOCK).get("a").asString()).isEqualTo(text);
    }

    @Test
    void readingEndsWithItsDeadline() {
        Clock ticking = new Clock() {
            private Instant now = CLOCK.instant();

            @Override
            public Instant instant() {
                now = now.plus(Duration.ofSeconds(1));
                return now;
            }

            @Override
            public ZoneId getZone() {
                return CLOCK.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
        assertThatThrownBy(() -> YamlTree.read("- a\n".repeat(100), ticking))
                .hasMessageContaining("takes longer than 20 s to read");
    }
}
