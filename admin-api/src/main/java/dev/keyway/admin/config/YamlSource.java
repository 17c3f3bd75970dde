package dev.keyway.admin.config;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.io.Reader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The text of a file, handed to the parser piece by piece. The parser takes ever longer for each character of what it has not ended
 * yet, so that what lies between two events is bounded, and so is the time for all of it.
 */
final class YamlSource extends Reader {

    static final Duration LONGEST = Duration.ofSeconds(20);

    /** A scalar with its escapes, and what precedes it. */
    private static final int MAX_BETWEEN_EVENTS = 2 * YamlTree.MAX_SCALAR;

    private final String text;
    private final Clock clock;
    private final Instant begun;
    private int handed;
    private int handedAtEvent;

    /** @throws ProblemException if it holds a character that YAML does not */
    YamlSource(String text, Clock clock) {
        this.text = text;
        this.clock = clock;
        this.begun = clock.instant();
        OddCharacter.in(text).ifPresent(odd -> {
            throw invalid(odd.toString());
        });
    }

    /** Begins to count anew: the parser ended something. */
    void event() {
        handedAtEvent = handed;
        if (Duration.between(begun, clock.instant()).compareTo(LONGEST) > 0) {
            throw invalid(": it takes longer than %d s to read: send it in parts".formatted(LONGEST.toSeconds()));
        }
    }

    @Override
    public int read(char[] into, int offset, int length) {
        if (handed == text.length()) {
            return -1;
        }
        if (handed - handedAtEvent > MAX_BETWEEN_EVENTS) {
            long line = 1
                    + text.substring(0, handedAtEvent)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            throw invalid(", at or after line %d: a text, a tag or a comment has more than %d KiB"
                    .formatted(line, YamlTree.MAX_SCALAR >> 10));
        }
        int more = Math.min(length, text.length() - handed);
        text.getChars(handed, handed + more, into, offset);
        handed += more;
        return more;
    }

    @Override
    public void close() {
        // nothing is open
    }

    private static ProblemException invalid(String problem) {
        return ProblemException.of(ErrorCode.INVALID_YAML, "The body is not valid YAML" + problem + ".");
    }

    private record OddCharacter(int codePoint, int line, int column) {

        static Optional<OddCharacter> in(String text) {
            int line = 1;
            int lineStart = 0;
            for (int i = 0; i < text.length(); ) {
                int point = text.codePointAt(i);
                if (!StreamReader.isPrintable(point)) {
                    return Optional.of(new OddCharacter(point, line, i - lineStart + 1));
                }
                i += Character.charCount(point);
                if (point == '\n') {
                    line++;
                    lineStart = i;
                }
            }
            return Optional.empty();
        }

        @Override
        public String toString() {
            return ", line %d, column %d: it contains an invalid character, U+%04X".formatted(line, column, codePoint);
        }
    }
}
