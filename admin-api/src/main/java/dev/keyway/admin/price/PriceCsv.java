package dev.keyway.admin.price;

import dev.keyway.admin.bulk.Csv;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.StorableMoment;
import dev.keyway.catalogue.price.CellFault;
import dev.keyway.catalogue.price.PriceCells;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads prices as CSV: the columns of docs/prices.md, and {@code tier} and {@code hours}. */
final class PriceCsv {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SOURCE = 500;
    private static final Pattern HOURS = Pattern.compile("(\\d{2}:\\d{2})-(\\d{2}:\\d{2})");
    private static final Csv CSV = new Csv(
            Set.of("provider", "model"),
            Stream.concat(Stream.of("tier", "hours"), PriceCells.COLUMNS.stream())
                    .collect(Collectors.toSet()),
            PriceCells.TEXTS);

    private final Instant usualStart;

    /** @param usualStart start of prices whose line names none */
    PriceCsv(Instant usualStart) {
        this.usualStart = usualStart;
    }

    /** @throws ProblemException if the header is invalid */
    List<ImportedLine> read(String text) {
        return CSV.read(text).stream().map(this::line).toList();
    }

    private ImportedLine line(Csv.Line line) {
        if (line.problem() != null) {
            return new ImportedLine(line.number(), null, "", List.of(), line.problem());
        }
        ImportedLine.ListName list;
        try {
            list = list(line);
        } catch (ProblemException wrong) {
            return ImportedLine.wrong(line.number(), wrong);
        }
        try {
            return new ImportedLine(line.number(), list, source(line), prices(line), null);
        } catch (ProblemException wrong) {
            return new ImportedLine(line.number(), list, "", List.of(), wrong.getMessage());
        }
    }

    private ImportedLine.ListName list(Csv.Line line) {
        String tier = line.cell("tier").isEmpty() ? NewPriceList.STANDARD : line.cell("tier");
        if (!tier.matches(NewPriceList.TIER)) {
            throw ProblemException.invalid("tier", NewPriceList.TIER_MESSAGE);
        }
        return new ImportedLine.ListName(name(line, "provider"), name(line, "model"), tier, validFrom(line));
    }

    private static String name(Csv.Line line, String column) {
        String name = line.cell(column);
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw ProblemException.invalid(column, "must have 1 to " + LONGEST_NAME + " characters");
        }
        return name;
    }

    private static String source(Csv.Line line) {
        String source = line.cell("source");
        if (source.length() > LONGEST_SOURCE) {
            throw ProblemException.invalid("source", "must have at most " + LONGEST_SOURCE + " characters");
        }
        return source;
    }

    private Instant validFrom(Csv.Line line) {
        try {
            return read(() -> new PriceCells(line::cell).validFrom())
                    .map(StorableMoment::of)
                    .orElse(usualStart);
        } catch (DateTimeException outOfRange) {
            throw ProblemException.invalid("valid_from", String.valueOf(outOfRange.getMessage()));
        }
    }

    private static List<NewPrice> prices(Csv.Line line) {
        PriceCells cells = new PriceCells(line::cell);
        long floor = read(cells::floor);
        @Nullable LocalTime[] hours = hours(line.cell("hours"));
        List<NewPrice> prices = new ArrayList<>();
        read(cells::prices)
                .forEach((meter, price) ->
                        prices.add(new NewPrice(meter, floor, hours[0], hours[1], Money.dollars(price.nanos()))));
        if (prices.isEmpty()) {
            throw ProblemException.invalid("input", "or another meter must have a price");
        }
        return prices;
    }

    private static <T> T read(Supplier<T> cell) {
        try {
            return cell.get();
        } catch (CellFault fault) {
            throw ProblemException.invalid(fault.column(), fault.problem());
        }
    }

    private static @Nullable LocalTime[] hours(String text) {
        if (text.isEmpty()) {
            return new @Nullable LocalTime[] {null, null};
        }
        Matcher hours = HOURS.matcher(text);
        try {
            if (hours.matches() && !hours.group(1).equals(hours.group(2))) {
                return new @Nullable LocalTime[] {LocalTime.parse(hours.group(1)), LocalTime.parse(hours.group(2))};
            }
        } catch (DateTimeException e) {
            throw ProblemException.invalid("hours", "must be such as 16:30-00:30, in UTC");
        }
        throw ProblemException.invalid("hours", "must be such as 16:30-00:30, in UTC");
    }
}
