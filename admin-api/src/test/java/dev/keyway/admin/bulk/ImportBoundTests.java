package dev.keyway.admin.bulk;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.problem.ProblemException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ImportBoundTests {

    private final JsonMapper json = new JsonMapper();

    @Test
    void aFileOfTooManyShortLinesIsRefused() {
        assertThatCode(() -> ImportBound.requireLines("a\n".repeat(2 * ImportBound.MOST_LINES)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ImportBound.requireLines("a\n".repeat(2 * ImportBound.MOST_LINES + 1)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aListOfTooManyElementsOrValuesIsRefused() {
        assertThatCode(() -> ImportBound.requireLines(json, list("{\"a\":1}", ImportBound.MOST_LINES)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ImportBound.requireLines(json, list("{}", ImportBound.MOST_LINES + 1)))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> ImportBound.requireLines(json, "[" + list("1", 65 * ImportBound.MOST_LINES) + "]"))
                .isInstanceOf(ProblemException.class);
    }

    private static String list(String element, int times) {
        return "[" + element + ("," + element).repeat(times - 1) + "]";
    }
}
