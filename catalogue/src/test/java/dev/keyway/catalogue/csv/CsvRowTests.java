package dev.keyway.catalogue.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h1,h2\na,\"x\nb,c\nd,e",
                "h1,h2\na,\"x\nb,c\nd,e\n",
                "h1,h2\r\na, \"x\r\nb,c\r\n",
                "h1,h2\n\"",
                "h1,h2\n\"a\nend of the rows\n",
                "h1,h2\na,\"x\"\"\n",
            })
    void refusesAQuoteThatIsNeverClosed(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvRow.read(text))
                .withMessage("line 2: the quote is never closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a,b", "a,b\n", "a,b\r\n", "a,b\r", "\uFEFFa,b", "\uFEFF\"a\",\"b\"", "a,b\n# \"end", "a,b\n \n"
            })
    void readsOneRow(String text) {
        assertThat(CsvRow.read(text)).containsExactly(new CsvRow(1, List.of("a", "b")));
    }

    @Test
    void readsNoRows() {
        assertThat(CsvRow.read("")).isEmpty();
        assertThat(CsvRow.read("\n# nothing")).isEmpty();
    }

    @Test
    void namesEachFaultAndItsLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvRow.read("a,b\n\"c\"d,e\n"))
                .withMessage(
                        "line 2: only a comma may follow the closing quote of a cell; write a quote inside it twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvRow.read("a,b\n" + ",".repeat(10_000) + "\n"))
                .withMessage("line 2: a row has at most 10000 cells");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvRow.read("a,b\nc," + "d".repeat(1_000_001) + "\n"))
                .withMessage("line 2: a cell has at most 1000000 characters; is its quote closed?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvRow.read("a,b\nc,\"" + "d\n".repeat(10_000_000)))
                .withMessage("line 2: a cell has at most 1000000 characters; is its quote closed?");
    }
}
