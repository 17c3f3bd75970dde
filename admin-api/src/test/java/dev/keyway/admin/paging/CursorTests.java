package dev.keyway.admin.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.secret.KeyRing;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are cursors of a list. */
class CursorTests {

    private static final String LIST = "/api/v1/tokens?name";
    private static final UUID ID = UUID.fromString("01a22697-1e7c-7008-9168-ff9a42f509ff");

    private final Random random = new Random(8);
    private final String first = key("k1");
    private final String second = key("k2");
    private final KeyRing keys = KeyRing.parse(first);

    @Test
    void aCursorIsReadByItsList() {
        assertThat(Cursor.read(keys, Cursor.text(keys, ID, LIST), LIST)).isEqualTo(ID);
    }

    @Test
    void aCursorIsReadWhileItsKeyIsThere() {
        String before = Cursor.text(keys, ID, LIST);
        assertThat(Cursor.read(KeyRing.parse(second + "," + first), before, LIST))
                .isEqualTo(ID);
        requireForeign(KeyRing.parse(second), before, LIST);
    }

    @Test
    void aCursorOfAnotherListIsForeign() {
        requireForeign(keys, Cursor.text(keys, ID, LIST), "/api/v1/tokens?-name");
    }

    @Test
    void whateverIsChangedOfACursorItIsForeign() {
        String cursor = Cursor.text(keys, ID, LIST);
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ \u0000\u00e9";
        for (int at = 0; at < cursor.length(); at++) {
            for (int i = 0; i < letters.length(); i++) {
                char letter = letters.charAt(i);
                if (cursor.charAt(at) != letter) {
                    requireForeign(keys, cursor.substring(0, at) + letter + cursor.substring(at + 1), LIST);
                }
            }
            requireForeign(keys, cursor.substring(0, at), LIST);
            requireForeign(keys, cursor.substring(0, at) + cursor.substring(at + 1), LIST);
            requireForeign(keys, cursor.substring(0, at) + "A" + cursor.substring(at), LIST);
        }
        requireForeign(keys, cursor + "=", LIST);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 20, 31, 32, 33, 4000})
    void whatWasNeverGivenOutIsForeign(int length) {
        for (int i = 0; i < 100; i++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            requireForeign(keys, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), LIST);
        }
    }

    private static void requireForeign(KeyRing keys, String cursor, String list) {
        assertThatThrownBy(() -> Cursor.read(keys, cursor, list))
                .as(cursor)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_CURSOR));
    }

    private String key(String id) {
        byte[] bytes = new byte[KeyRing.MIN_BYTES];
        random.nextBytes(bytes);
        return id + ":" + Base64.getEncoder().encodeToString(bytes);
    }
}
