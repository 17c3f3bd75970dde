package dev.keyway.admin.bulk;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Bound on the lines of an import, judged before any is read: millions of short ones in one body would fill the memory. */
public final class ImportBound {

    public static final int MOST_LINES = 10_000;

    /** Header, comments and blank lines are lines of a file too. */
    private static final int MOST_LINES_OF_A_FILE = 2 * MOST_LINES;

    private static final int MOST_VALUES = 64 * MOST_LINES;

    private ImportBound() {}

    /** @throws ProblemException if a file has too many lines */
    public static void requireLines(String file) {
        require(file.lines().skip(MOST_LINES_OF_A_FILE).findAny().isEmpty());
    }

    /** @throws ProblemException if there are too many lines, or values in them; other faults of JSON are for its reader */
    public static void requireLines(JsonMapper json, String list) {
        try (JsonParser parser = json.createParser(list)) {
            int lines = 0;
            int values = 0;
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructEnd()) {
                    depth--;
                } else if (depth == 1 && token != JsonToken.PROPERTY_NAME) {
                    lines++;
                }
                if (token.isStructStart()) {
                    depth++;
                }
                values++;
                require(lines <= MOST_LINES && values <= MOST_VALUES);
            }
        } catch (JacksonException broken) {
            // Its reader says what is wrong with it, and where.
        }
    }

    /** @throws ProblemException if an import has more than {@link #MOST_LINES} */
    public static void require(int lines) {
        require(lines <= MOST_LINES);
    }

    private static void require(boolean isWithin) {
        if (!isWithin) {
            throw ProblemException.of(
                    ErrorCode.REQUEST_TOO_LARGE,
                    "An import has at most %d lines: send it in parts.".formatted(MOST_LINES));
        }
    }
}
