package dev.keyway.admin.price;

import dev.keyway.admin.bulk.Csv;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.StorableMoment;
import dev.keyway.catalogue.price.Meter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
            Stream.concat(
                            Stream.of(
                                    "tier",
                                    "floor",
                                    "valid_from",
                                    "hours",
                                    "context",
                                    "max_output",
                                    "source",
                                    "date",
                                    "note"),
                            Arrays.stream(Meter.values()).map(Meter::column))
                    .collect(Collectors.toSet()));

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
            String source = line.cell("source");
            return new ImportedLine(
                    line.number(),
                    list,
                    source.substring(0, Math.min(source.length(), LONGEST_SOURCE)),
                    prices(line),
                    null);
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

    private Instant validFrom(Csv.Line line) {
        String text = line.cell("valid_from");
        if (text.isEmpty()) {
            return usualStart;
        }
        try {
            return StorableMoment.of(
                    text.contains("T")
                            ? Instant.parse(text)
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException e) {
            throw ProblemException.invalid("valid_from", "must be a day such as 2026-11-23, or a moment in UTC");
        }
    }

    private static List<NewPrice> prices(Csv.Line line) {
        long floor = floor(line.cell("floor"));
        @Nullable LocalTime[] hours = hours(line.cell("hours"));
        List<NewPrice> prices = new ArrayList<>();
        for (Meter meter : Meter.values()) {
            String text = line.cell(meter.column());
            if (!text.isEmpty()) {
                prices.add(new NewPrice(meter, floor, hours[0], hours[1], dollars(meter.column(), text)));
            }
        }
        if (prices.isEmpty()) {
            throw ProblemException.invalid("input", "or another meter must have a price");
        }
        return prices;
    }

    private static long floor(String text) {
        try {
            long floor = text.isEmpty() ? 0 : Long.parseLong(text);
            if (floor >= 0) {
                return floor;
            }
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("floor", "must be a number of tokens");
        }
        throw ProblemException.invalid("floor", "must be a number of tokens");
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

    private static BigDecimal dollars(String column, String text) {
        try {
            BigDecimal dollars = new BigDecimal(text);
            long unused = Money.nanos(column, dollars);
            return dollars;
        } catch (NumberFormatException e) {
            throw ProblemException.invalid(column, "must be a number of dollars");
        }
    }
}
