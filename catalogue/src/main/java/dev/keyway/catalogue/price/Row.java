package dev.keyway.catalogue.price;

import dev.keyway.catalogue.csv.CsvRow;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A row of a price file, whose cells complain by file, line and column. */
final class Row {

    private final String file;
    private final int line;
    private final List<String> header;
    private final List<String> cells;

    /** The last column takes further cells, too, so that a note needs no quotes for its commas. */
    Row(String file, List<String> header, CsvRow row) {
        this.file = file;
        this.line = row.line();
        this.header = header;
        this.cells = row.cells();
        if (cells.size() < header.size()) {
            throw wrong(header.get(cells.size()), "missing");
        }
    }

    String required(String column) {
        return text(column).orElseThrow(() -> wrong(column, "empty"));
    }

    /** A whole number from 0 on; 0 where the cell is empty. */
    long count(String column) {
        String text = text(column).orElse("0");
        try {
            long count = Long.parseLong(text);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw wrong(column, "not a whole number: '" + text + "'", e);
        }
        throw wrong(column, "negative: " + text);
    }

    Optional<NanoDollars> dollars(String column) {
        return text(column).map(text -> dollars(column, text));
    }

    private NanoDollars dollars(String column, String text) {
        try {
            NanoDollars amount = NanoDollars.ofDollars(text);
            if (amount.nanos() >= 0) {
                return amount;
            }
        } catch (NumberFormatException e) {
            throw wrong(column, "not a number of dollars: '" + text + "'", e);
        } catch (ArithmeticException e) {
            throw wrong(column, "not a whole number of nano-dollars: '" + text + "'", e);
        }
        throw wrong(column, "negative: " + text);
    }

    Optional<LocalDate> date(String column) {
        return text(column).map(text -> date(column, text));
    }

    private LocalDate date(String column, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw wrong(column, "not a date like 2026-11-23: '" + text + "'", e);
        }
    }

    IllegalArgumentException wrong(String column, String what) {
        return new IllegalArgumentException("%s line %d, column %s: %s".formatted(file, line, column, what));
    }

    private IllegalArgumentException wrong(String column, String what, Exception cause) {
        IllegalArgumentException wrong = wrong(column, what);
        wrong.initCause(cause);
        return wrong;
    }

    private Optional<String> text(String column) {
        int index = header.indexOf(column);
        return index < 0 ? Optional.empty() : Optional.of(cell(index).strip()).filter(cell -> !cell.isEmpty());
    }

    private String cell(int index) {
        return index < header.size() - 1 ? cells.get(index) : String.join(",", cells.subList(index, cells.size()));
    }
}
