package dev.keyway.admin.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What people may call things and themselves. */
class NamesTests {

    @Test
    void aNameReadsTheSameWhereverItIsShown() {
        for (String name : List.of("Grün & Söhne", "開発チーム", "команда", "ownеr", "=SUM(A1)", "a b", "🚀")) {
            assertThat(PlainName.Validator.isPlain(name)).as(name).isTrue();
        }
        for (String name : List.of(
                "a\nb",
                "a\rb",
                "a\tb",
                "a\u001b[31mb",
                "a\u0085b",
                "a\u200bb",
                "a\u200db",
                "a\u202eb",
                "a\u2066b",
                "a\u2028b",
                "a\u2029b",
                "\ufeffa",
                "a\u00adb",
                "a\ue000b",
                "a\ud800b",
                "a\u0378b")) {
            assertThat(PlainName.Validator.isPlain(name)).as(name).isFalse();
        }
    }

    @Test
    void aLoginCannotBeTakenForAnother() {
        for (String login : List.of(
                "owner", "ada@example.com", "İliri.admin", "müller (42)", "админ", "田中さん", "김철수", "a_1-2.3+4")) {
            assertThat(Names.isLogin(login)).as(login).isTrue();
        }
        // Cyrillic e, Greek o, full width, ligature, mathematical bold, combining in place of composed, invisible,
        // blank.
        for (String login : List.of(
                "own\u0435r",
                "\u03bfwner",
                "\uff4fwner",
                "o\ufb01ce",
                "\ud835\udc28wner",
                "mu\u0308ller",
                "ow\u200bner",
                " ",
                "")) {
            assertThat(Names.isLogin(login)).as(login).isFalse();
        }
    }

    @Test
    void whatComesFromElsewhereIsMadePlain() {
        assertThat(Names.plain(" Ada\u202e\n Lovelace\u200b ")).isEqualTo("Ada Lovelace");
    }
}
