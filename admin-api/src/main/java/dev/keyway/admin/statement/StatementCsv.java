package dev.keyway.admin.statement;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.reference.References;
import dev.keyway.admin.usage.export.Formulas;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.YearMonth;
import java.util.List;

/** Lines of a statement as CSV (RFC 4180); their amounts add up to its total, and no name is a formula. */
final class StatementCsv {

    static final List<String> COLUMNS = List.of(
            "month",
            "state",
            "kind",
            "of_month",
            "team",
            "token",
            "requests",
            "input_tokens",
            "output_tokens",
            "amount",
            "team_id",
            "token_id",
            "repricing_id");

    private StatementCsv() {}

    static String of(String month, StatementState state, List<StatementLine> lines) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            var unused = csv.writeRecord(COLUMNS);
            for (StatementLine line : lines) {
                unused = csv.writeRecord(List.of(
                        month,
                        state.name(),
                        line.kind().name(),
                        YearMonth.from(line.ofMonth()).toString(),
                        Formulas.disarmed(line.team()),
                        Formulas.disarmed(line.token()),
                        String.valueOf(line.requests()),
                        String.valueOf(line.inputTokens()),
                        String.valueOf(line.outputTokens()),
                        Money.dollars(line.nanos()).toPlainString(),
                        line.teamId().toString(),
                        line.tokenId().toString(),
                        line.repricing().equals(References.NOTHING)
                                ? ""
                                : line.repricing().toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
