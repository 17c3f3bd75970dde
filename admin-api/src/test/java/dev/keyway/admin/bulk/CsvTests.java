package dev.keyway.admin.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.problem.ProblemException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CsvTests {

    private final Csv csv = new Csv(Set.of("key"), Set.of("name", "note"), Set.of("note"));

    @Test
    void readsCellsByTheirColumns() {
        List<Csv.Line> lines = csv.read("name,key\n\"a, \"\"b\"\"\",k1\n\n# note\n,k2\n");
        assertThat(lines).extracting(Csv.Line::number).containsExactly(2, 5);
        assertThat(lines.getFirst().cell("name")).isEqualTo("a, \"b\"");
        assertThat(lines.getLast().cell("key")).isEqualTo("k2");
    }

    @Test
    void aLineThatCannotBeStoredIsWrongByItself() {
        List<Csv.Line> lines = csv.read("key,name\nk1,a\u0000b\nk2,c\n");
        assertThat(lines.getFirst().problem()).contains("U+0000");
        assertThat(lines.getLast().problem()).isNull();
    }

    @Test
    void aCellInQuotesMayHaveLineBreaks() {
        List<Csv.Line> lines = csv.read("key,note\r\nk1,\"a\r\nb\"\r\nk2,c\r\nk3\r\n");
        assertThat(lines).extracting(Csv.Line::number).containsExactly(2, 4, 5);
        assertThat(lines.getFirst().cell("note")).isEqualTo("a\r\nb");
        assertThat(lines.getLast().problem()).isEqualTo("has 1 cells, must have 2; put cells with commas in quotes");
    }

    @Test
    void otherCellsHaveNoLineBreaks() {
        List<Csv.Line> lines = csv.read("key,name\nk1,\"a\nk2,b\nk3,\"\nk4,d\n");
        assertThat(lines).extracting(Csv.Line::number).containsExactly(2, 5);
        assertThat(lines.getFirst().problem())
                .isEqualTo("name must not have a line break; is the quote before it closed?");
        assertThat(lines.getFirst().cells()).isEmpty();
    }

    @Test
    void aQuoteInTheMiddleOfACellIsNamedByItsLine() {
        assertThatThrownBy(() -> csv.read("key,name\nk1, \"a\" \nk2,\"b\"c\n"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("line 3: only a comma may follow the closing quote");
    }

    @Test
    void aQuoteThatIsNeverClosedIsRefusedWithTheWholeText() {
        assertThatThrownBy(() -> csv.read("key,name\nk1,\"a\nk2,b\nk3,c\n"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("line 2: the quote is never closed");
    }
}
