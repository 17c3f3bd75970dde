package dev.keyway.filters.tokencount;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextPiecesTests {

    private static final List<String> WORDS = List.of(
            "the",
            " gateway",
            " isn't",
            " a",
            "  proxy",
            ".",
            " 1234",
            "\n\n",
            " Zürich",
            " 東京",
            " 🙂",
            "\t}",
            " -- ",
            "I'LL",
            " x");

    private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();

    @ParameterizedTest
    @EnumSource(names = {"O200K_BASE", "CL100K_BASE"})
    void aCutAtABlankChangesNoCount(EncodingType type) {
        Encoding encoding = encodings.getEncoding(type);
        for (int seed = 0; seed < 6; seed++) {
            String text = prose(new Random(seed), 3 * TextPieces.LONGEST);
            TextPieces pieces = new TextPieces(text);
            List<String> all = drain(pieces);

            assertThat(all).hasSizeGreaterThan(2);
            assertThat(String.join("", all)).isEqualTo(text);
            assertThat(pieces.cutWithin()).isFalse();
            assertThat(all.stream().mapToInt(encoding::countTokensOrdinary).sum())
                    .as("seed %d", seed)
                    .isEqualTo(encoding.countTokensOrdinary(text));
        }
    }

    @Test
    void aShortTextIsOnePiece() {
        assertThat(drain(new TextPieces(""))).isEmpty();
        assertThat(drain(new TextPieces("a b"))).containsExactly("a b");
        assertThat(drain(new TextPieces("x".repeat(TextPieces.LONGEST)))).hasSize(1);
    }

    @Test
    void aRunWithoutBlanksIsCutButNeverWithinACharacter() {
        String text = "a" + "🙂".repeat(TextPieces.LONGEST);
        TextPieces pieces = new TextPieces(text);
        List<String> all = drain(pieces);

        assertThat(String.join("", all)).isEqualTo(text);
        assertThat(pieces.cutWithin()).isTrue();
        assertThat(all).hasSize(3).noneMatch(piece -> Character.isLowSurrogate(piece.charAt(0)));
    }

    @Test
    void aTextThatEndsInABlankJustBeyondAPieceIsTakenWhole() {
        String text = "x".repeat(TextPieces.LONGEST) + " ";

        assertThat(String.join("", drain(new TextPieces(text)))).isEqualTo(text);
    }

    private static String prose(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.toString();
    }

    private static List<String> drain(TextPieces pieces) {
        List<String> all = new ArrayList<>();
        pieces.forEachRemaining(all::add);
        return all;
    }
}
