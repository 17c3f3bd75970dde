package dev.keyway.catalogue.price;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Cells of one row of a price list, in the columns of {@code docs/prices.md}: of the gateway's file and of imports. */
public final class PriceCells {

    /** All columns. */
    public static final List<String> COLUMNS = Stream.of(
                    Stream.of("provider", "model", "floor", "valid_from"),
                    Arrays.stream(Meter.values()).map(Meter::column),
                    Stream.of("context", "max_output", "source", "date", "note"))
            .flatMap(columns -> columns)
            .toList();

    /** Columns whose cells may have line breaks. */
    public static final Set<String> TEXTS = Set.of("source", "note");

    private final UnaryOperator<String> cells;

    /** @param cells gives a column's cell, without white space around it; empty if there is no such column */
    public PriceCells(UnaryOperator<String> cells) {
        this.cells = cells;
    }

    /** Prompt size, in tokens, from which the prices hold. */
    public long floor() {
        return tokens("floor");
    }

    /** Start of the prices; empty if the row names none. */
    public Optional<Instant> validFrom() {
        return cell("valid_from").map(text -> {
            try {
                return text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeException e) {
                throw new CellFault("valid_from", "must be a day such as 2026-11-23, or a moment in UTC");
            }
        });
    }

    /** Price for a million units of each meter that the row has a price of. */
    public Map<Meter, NanoDollars> prices() {
        Map<Meter, NanoDollars> prices = new EnumMap<>(Meter.class);
        for (Meter meter : Meter.values()) {
            cell(meter.column()).ifPresent(text -> prices.put(meter, dollars(meter.column(), text)));
        }
        return prices;
    }

    Optional<ModelFacts> facts() {
        ModelFacts facts = new ModelFacts(tokens("context"), tokens("max_output"));
        return facts.equals(new ModelFacts(0, 0)) ? Optional.empty() : Optional.of(facts);
    }

    String required(String column) {
        return cell(column).orElseThrow(() -> new CellFault(column, "must not be empty"));
    }

    private long tokens(String column) {
        try {
            long tokens = Long.parseLong(cell(column).orElse("0"));
            if (tokens >= 0) {
                return tokens;
            }
        } catch (NumberFormatException e) {
            throw new CellFault(column, "must be a number of tokens");
        }
        throw new CellFault(column, "must be a number of tokens");
    }

    private static NanoDollars dollars(String column, String text) {
        try {
            NanoDollars dollars = NanoDollars.ofDollars(text);
            if (dollars.nanos() >= 0) {
                return dollars;
            }
        } catch (NumberFormatException e) {
            throw new CellFault(column, "must be a number of dollars");
        } catch (ArithmeticException e) {
            throw outOfRange(column);
        }
        throw outOfRange(column);
    }

    private static CellFault outOfRange(String column) {
        return new CellFault(column, "must be from 0 to 9000000000 dollars, with 9 digits after the point at most");
    }

    private Optional<String> cell(String column) {
        return Optional.of(cells.apply(column)).filter(cell -> !cell.isEmpty());
    }
}
