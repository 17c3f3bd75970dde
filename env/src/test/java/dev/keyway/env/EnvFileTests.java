package dev.keyway.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnvFileTests {

    @Test
    void readsWhatPeopleWrite() {
        String text = String.join(
                "\r\n",
                "\uFEFFPLAIN=value",
                "# a comment",
                "",
                "  export EXPORTED = spaced ",
                "DOUBLE=\"two words # not a comment\" # a comment",
                "SINGLE='$literal \\n # too'",
                "ESCAPED=\"a\\\"b\\\\c\\n\\d\"",
                "INLINE=value # a comment",
                "HASH=val#ue",
                "EMPTY=",
                "ONLY_COMMENT= # nothing",
                "EQUALS=a=b==",
                "LAST=without newline");

        EnvFile file = EnvFile.parse(".env", text);

        assertThat(file.problems()).isEmpty();
        assertThat(file.values())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("PLAIN", "value"),
                        Map.entry("EXPORTED", "spaced"),
                        Map.entry("DOUBLE", "two words # not a comment"),
                        Map.entry("SINGLE", "$literal \\n # too"),
                        Map.entry("ESCAPED", "a\"b\\c\n\\d"),
                        Map.entry("INLINE", "value"),
                        Map.entry("HASH", "val#ue"),
                        Map.entry("EMPTY", ""),
                        Map.entry("ONLY_COMMENT", ""),
                        Map.entry("EQUALS", "a=b=="),
                        Map.entry("LAST", "without newline")));
        assertThat(file.lines()).containsEntry("EXPORTED", 4).containsEntry("LAST", 13);
    }

    @Test
    void takesTheLastOfTwoAndNamesBothLinesButNoValue() {
        EnvFile file = EnvFile.parse(".env", "A_KEY=canary-one\nB=x\nA_KEY=canary-two\n");

        assertThat(file.values()).containsEntry("A_KEY", "canary-two");
        assertThat(file.problems())
                .containsExactly(SettingsProblem.warning(
                        "A_KEY", "is set twice in .env, in lines 1 and 3; the last one counts"));
    }

    @Test
    void refusesALineThatIsNoAssignmentByItsNumberOnly() {
        EnvFile file = EnvFile.parse(".env", "OK=1\nsk-canary\n=canary\nQ=\"canary\nR='canary' tail\n");

        assertThat(file.problems()).hasSize(4).allMatch(SettingsProblem::isFatal);
        assertThat(file.problems().toString()).doesNotContain("canary");
        assertThat(file.problems().getFirst().line())
                .isEqualTo(".env: line 2 has no '='; write NAME=value, or put '#' in front of a comment");
    }

    @Test
    void neverBreaksOnArbitraryText() {
        Random random = new Random(3);
        String alphabet = "AB_=\"'#\\ \n\r\tex port$é\uFEFF";
        for (int trial = 0; trial < 5_000; trial++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            EnvFile file = EnvFile.parse(".env", text.toString());
            assertThat(file.values().keySet()).isEqualTo(file.lines().keySet());
        }
    }
}
